package dev.eresident.core.xroad;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A member of X-Road, or one of its subsystems: who calls, or who provides (X-Road message protocol 4.0 §2.1).
 *
 * <p>Compared exactly, upper and lower case being different. The constructor throws {@link IllegalArgumentException} for a part that is empty, longer
 * than 255, or holds a control character, one of {@code % : ; / \}, U+200B or U+FEFF, or is {@code .} or {@code ..}; all other
 * characters are encoded where they need to be.
 *
 * @param instance the X-Road instance, for example {@code EE}
 * @param memberClass for example {@code GOV} or {@code COM}
 * @param memberCode usually a registry code
 * @param subsystem empty for the member itself
 */
public record XRoadClientId(String instance, String memberClass, String memberCode, Optional<String> subsystem) {
    /** Checks every part. */
    public XRoadClientId {
        Identifiers.part(instance, "instance");
        Identifiers.part(memberClass, "member class");
        Identifiers.part(memberCode, "member code");
        subsystem.ifPresent(code -> Identifiers.part(code, "subsystem"));
    }

    /**
     * Makes the identifier of a subsystem.
     *
     * @param instance the X-Road instance
     * @param memberClass the class
     * @param memberCode the code
     * @param subsystem the subsystem
     * @return the identifier
     */
    public static XRoadClientId subsystem(String instance, String memberClass, String memberCode, String subsystem) {
        return new XRoadClientId(instance, memberClass, memberCode, Optional.of(subsystem));
    }

    /**
     * Reads three or four parts separated by slashes, as {@link #toPath()} writes them.
     *
     * @param path each part may be percent-encoded, for example {@code EE/COM/12345678/bank}
     * @return the identifier
     * @throws IllegalArgumentException if it is anything else
     */
    public static XRoadClientId parse(String path) {
        List<String> parts = Identifiers.decode(path).orElse(List.of());
        if (parts.size() != 3 && parts.size() != 4) {
            throw new IllegalArgumentException(
                    "An X-Road client is instance/class/code or instance/class/code/subsystem, percent-encoded");
        }
        Optional<String> subsystem = parts.size() == 4 ? Optional.of(parts.get(3)) : Optional.empty();
        return new XRoadClientId(parts.get(0), parts.get(1), parts.get(2), subsystem);
    }

    /**
     * Returns the form for headers and addresses: the parts, percent-encoded one by one as UTF-8, separated by slashes. Only
     * {@code A-Z a-z 0-9 - . _ ~} are left as they are.
     *
     * @return for example {@code EE/COM/12345678/bank}
     */
    public String toPath() {
        return Identifiers.encode(parts());
    }

    List<String> parts() {
        List<String> parts = new ArrayList<>(List.of(instance, memberClass, memberCode));
        subsystem.ifPresent(parts::add);
        return parts;
    }

    /** Returns {@link #toPath()}. */
    @Override
    public String toString() {
        return toPath();
    }
}
