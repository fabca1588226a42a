package dev.eresident.core.xroad;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A service of X-Road (message protocol 4.0 §2.1). The constructor throws {@link IllegalArgumentException} for parts as
 * {@link XRoadClientId} describes.
 *
 * @param client the member or subsystem that provides it
 * @param serviceCode the code
 * @param version only in SOAP; REST has none
 */
public record XRoadServiceId(XRoadClientId client, String serviceCode, Optional<String> version) {
    /** Checks every part. */
    public XRoadServiceId {
        Identifiers.part(serviceCode, "service code");
        version.ifPresent(text -> Identifiers.part(text, "service version"));
    }

    /**
     * Makes the identifier of a REST service.
     *
     * @param client the subsystem that provides it
     * @param serviceCode the code
     * @return the identifier, without version
     */
    public static XRoadServiceId of(XRoadClientId client, String serviceCode) {
        return new XRoadServiceId(client, serviceCode, Optional.empty());
    }

    /**
     * Makes the identifier of a SOAP service.
     *
     * @param client the subsystem that provides it
     * @param serviceCode the code
     * @param version for example {@code v1}
     * @return the identifier
     */
    public static XRoadServiceId of(XRoadClientId client, String serviceCode, String version) {
        return new XRoadServiceId(client, serviceCode, Optional.of(version));
    }

    /**
     * Returns the form for addresses: provider and code, percent-encoded part by part, without the version.
     *
     * @return for example {@code EE/GOV/70000310/arireg/lihtandmed_v1}
     */
    public String toPath() {
        return Identifiers.encode(parts());
    }

    List<String> parts() {
        List<String> parts = new ArrayList<>(client.parts());
        parts.add(serviceCode);
        return parts;
    }

    /** Returns the path, and the version when there is one. */
    @Override
    public String toString() {
        return version.map(text -> toPath() + " " + text).orElseGet(this::toPath);
    }
}
