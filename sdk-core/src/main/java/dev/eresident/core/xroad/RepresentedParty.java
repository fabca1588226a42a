package dev.eresident.core.xroad;

import java.util.Optional;

/**
 * The party for whom the caller acts (X-Road extension for represented parties). Parts follow the rules of {@link XRoadClientId}.
 *
 * @param memberClass for example {@code COM}, if the provider wants it
 * @param code usually a registry code
 */
public record RepresentedParty(Optional<String> memberClass, String code) {
    /** Checks every part. */
    public RepresentedParty {
        memberClass.ifPresent(text -> Identifiers.part(text, "represented party's class"));
        Identifiers.part(code, "represented party's code");
    }

    /** Shows nothing, because the code may be a person's. */
    @Override
    public String toString() {
        return "RepresentedParty[redacted]";
    }
}
