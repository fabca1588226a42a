package dev.eresident.sandbox.fault;

import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/**
 * The path of one service: counts the requests that reach it and says what shall go wrong.
 *
 * <p>Safe for use by several threads.
 */
public final class ServiceRoute {
    private final String prefix;
    private final Queue<TransportFault> once = new ArrayDeque<>();
    private @Nullable TransportFault always;
    private long requests;

    /**
     * Makes a route without faults.
     *
     * @param prefix what the paths of the service begin with, for example {@code /ocsp}
     */
    public ServiceRoute(String prefix) {
        this.prefix = prefix;
    }

    /**
     * What the paths of the service begin with.
     *
     * @return for example {@code /ocsp}
     */
    public String prefix() {
        return prefix;
    }

    /**
     * Lets every request fail from now on, until {@link #heal()}.
     *
     * @param fault how
     */
    public synchronized void fail(TransportFault fault) {
        always = fault;
    }

    /**
     * Lets the next requests fail, one fault each; afterwards the service works again.
     *
     * @param faults how, in order
     */
    public synchronized void failNext(TransportFault... faults) {
        once.addAll(List.of(faults));
    }

    /** Takes all faults away. */
    public synchronized void heal() {
        always = null;
        once.clear();
    }

    /**
     * Counts the requests that arrived, failed ones included.
     *
     * @return how many since the start
     */
    public synchronized long requestCount() {
        return requests;
    }

    synchronized @Nullable TransportFault arrive() {
        requests++;
        TransportFault next = once.poll();
        return next == null ? always : next;
    }
}
