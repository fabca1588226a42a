package dev.eresident.core.revocation;

import java.net.URI;
import java.util.List;
import java.util.Objects;

/**
 * What was answered about a certificate, by whom, and who was asked before.
 *
 * @param status the verdict
 * @param answeredBy the address of the responder whose answer it is
 * @param attempts the responders that were asked besides and whose answers do not count, in the order of asking; empty unless a
 *     fallback was asked
 */
public record OcspReport(OcspStatus status, URI answeredBy, List<Attempt> attempts) {
    /** Copies the list. */
    public OcspReport {
        Objects.requireNonNull(status, "status");
        Objects.requireNonNull(answeredBy, "answeredBy");
        attempts = List.copyOf(attempts);
    }

    /**
     * One responder that did not help.
     *
     * @param uri where it was asked
     * @param code the code of the exception, for example {@code TIMEOUT}, {@code HTTP_503}, {@code OCSP_TRY_LATER}; or {@code UNKNOWN};
     *     or the name of an {@link OcspStatus.Problem}
     */
    public record Attempt(URI uri, String code) {
        /** Refuses null. */
        public Attempt {
            Objects.requireNonNull(uri, "uri");
            Objects.requireNonNull(code, "code");
        }
    }
}
