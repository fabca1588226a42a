package dev.eresident.auth.webeid;

import dev.eresident.core.internal.json.JsonValue;
import java.util.Optional;

/**
 * The fields of a token as the browser sent them; absent ones are empty, nothing is verified.
 *
 * @param intermediates what stands in {@code unverifiedIntermediateCertificates}
 * @param signingCertificates what stands in {@code unverifiedSigningCertificates}
 */
record Token(
        String format,
        String certificate,
        String algorithm,
        String signature,
        Optional<JsonValue> intermediates,
        Optional<JsonValue> signingCertificates) {
    static final String FORMAT_1_1 = "web-eid:1.1";

    boolean isOf11() {
        return format.equals(FORMAT_1_1);
    }

    boolean hasFieldsOf11() {
        return intermediates.isPresent() || signingCertificates.isPresent();
    }

    @Override
    public String toString() {
        return "Token[redacted]";
    }
}
