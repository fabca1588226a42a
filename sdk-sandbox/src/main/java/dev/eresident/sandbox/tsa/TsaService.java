package dev.eresident.sandbox.tsa;

import dev.eresident.sandbox.fault.ServiceRoute;
import dev.eresident.sandbox.fault.TransportFault;
import dev.eresident.sandbox.pki.SandboxPki;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The sandbox's time-stamping authority (RFC 3161), computed and signed at every request. Safe for use by several threads. */
public final class TsaService {
    private final Clock clock;
    private final ServiceRoute route;
    private final URI uri;
    private final TsaAnswers answers;
    private @Nullable TsaFault fault;

    /**
     * Makes the service; {@code Sandbox} does this.
     *
     * @param pki whose time-stamping unit signs
     * @param clock the time of the tokens
     * @param route counts and breaks the requests
     * @param uri the address
     */
    public TsaService(SandboxPki pki, Clock clock, ServiceRoute route, URI uri) {
        this.clock = clock;
        this.route = route;
        this.uri = uri;
        this.answers = new TsaAnswers(pki);
    }

    /**
     * The address of the service.
     *
     * @return the address
     */
    public URI uri() {
        return uri;
    }

    /**
     * Lets every answer be wrong from now on, until {@link #heal()}.
     *
     * @param how what is wrong
     */
    public synchronized void misbehave(TsaFault how) {
        fault = how;
    }

    /**
     * Lets every request fail below the protocol from now on, until {@link #heal()}.
     *
     * @param how what goes wrong
     */
    public void fail(TransportFault how) {
        route.fail(how);
    }

    /**
     * Lets the next requests fail below the protocol, one fault each.
     *
     * @param how what goes wrong, in order
     */
    public void failNext(TransportFault... how) {
        route.failNext(how);
    }

    /** Takes all faults away. */
    public synchronized void heal() {
        fault = null;
        route.heal();
    }

    /**
     * Counts the requests that arrived over HTTP, failed ones included.
     *
     * @return how many since the start
     */
    public long requestCount() {
        return route.requestCount();
    }

    /**
     * Answers a request without HTTP, with the scripted fault if there is one.
     *
     * @param request DER
     * @return DER
     */
    public byte[] answer(byte[] request) {
        TsaFault now;
        synchronized (this) {
            now = fault;
        }
        return answers.answer(request, clock.instant(), now);
    }

    /**
     * Makes a token at once, without HTTP, request count or scripted fault.
     *
     * @param sha256 the SHA-256 value to stamp
     * @param at the time of the token, cut to seconds
     * @param how what is wrong with the token, or null for a right one; not {@link TsaFault#REJECTION}
     * @return a DER-encoded time-stamp token (CMS)
     */
    public byte[] token(byte[] sha256, Instant at, @Nullable TsaFault how) {
        return answers.token(sha256, at, how);
    }
}
