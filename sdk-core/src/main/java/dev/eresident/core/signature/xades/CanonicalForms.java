package dev.eresident.core.signature.xades;

import dev.eresident.core.ProtocolException;
import dev.eresident.core.internal.xml.XmlDocument;
import dev.eresident.core.internal.xml.XmlElement;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * The canonical forms that the signatures of one document or container ask for: each is computed once for a signature, and the work for all of them is bounded, because twenty thousand references
 * to the same large element are written in a few lines. One document, one thread.
 */
public final class CanonicalForms {
    /** How much is handed out, and walked through, before the document is refused: 1 GiB takes some seconds. */
    private static final long MAX_WORK = 1L << 30;

    /** A node that is only walked past costs about as much as these octets. */
    private static final int OCTETS_PER_NODE = 8;

    /** Forms of a signature beyond these octets are computed again instead of kept. */
    private static final int MAX_KEPT = 8 << 20;

    private final Map<Form, byte[]> kept = new HashMap<>();
    private long keptOctets;
    private long work;
    private long computed;

    /** Starts with nothing. */
    public CanonicalForms() {
        // Everything comes in with the calls.
    }

    private record Form(XmlElement element, CanonicalMethod method) {}

    /** Lets go of what was kept for the signature before. */
    void forget() {
        kept.clear();
        keptOctets = 0;
    }

    byte[] of(XmlElement element, CanonicalMethod method) {
        Form form = new Form(element, method);
        byte[] known = kept.get(form);
        if (known != null) {
            return handedOut(known);
        }
        walk(element);
        byte[] octets = method.apply(element);
        computed++;
        if (keptOctets + octets.length <= MAX_KEPT) {
            keptOctets += octets.length;
            kept.put(form, octets);
        }
        return handedOut(octets);
    }

    byte[] of(XmlElement element, CanonicalMethod method, Set<XmlElement> excluded) {
        if (excluded.isEmpty()) {
            return of(element, method);
        }
        walk(element);
        computed++;
        return handedOut(method.apply(element, excluded));
    }

    byte[] of(XmlDocument document, CanonicalMethod method, Set<XmlElement> excluded) {
        spend(document.size() * OCTETS_PER_NODE);
        computed++;
        return handedOut(method.apply(document, excluded));
    }

    /** Accounts for a walk through an element. */
    void walk(XmlElement element) {
        spend(element.size() * OCTETS_PER_NODE);
    }

    private byte[] handedOut(byte[] octets) {
        spend(octets.length);
        return octets;
    }

    private void spend(long octets) {
        work += octets;
        if (work > MAX_WORK) {
            throw new ProtocolException(
                    "XML_TOO_LARGE",
                    "The signatures refer to so much, or so often to the same, that checking would take too long.");
        }
    }

    /**
     * Returns how many canonical forms were computed.
     *
     * @return the count, for all signatures together
     */
    public long computed() {
        return computed;
    }

    /**
     * Returns how much work was done.
     *
     * @return octets that were handed out, and eight for each node on the way
     */
    public long work() {
        return work;
    }
}
