package dev.eresident.core.xroad;

/**
 * A SOAP fault that the provider itself answered, and X-Road only carried. It is neither signed nor logged by X-Road.
 *
 * @param code {@code faultcode} as written, for example {@code SOAP-ENV:Server}
 * @param text {@code faultstring} as written; written by the provider, and may hold personal data
 */
public record XRoadProviderFault(String code, String text) {
    /** Shows neither part. */
    @Override
    public String toString() {
        return "XRoadProviderFault[redacted]";
    }
}
