package dev.eresident.core.certificate;

import java.util.Optional;

/** The attributes of a certificate's subject that matter for eID; {@code serialNumber} is the X.520 attribute, as written. */
public record Subject(
        Optional<String> commonName,
        Optional<String> givenName,
        Optional<String> surname,
        Optional<String> serialNumber,
        Optional<String> country,
        Optional<String> organization,
        Optional<String> organizationalUnit,
        Optional<String> organizationIdentifier) {
    /** The identifier without its ETSI prefix, e.g. {@code 38001085718} for {@code PNOEE-38001085718} and for legacy bare codes. */
    public Optional<String> identityCode() {
        throw new UnsupportedOperationException("contract");
    }

    @Override
    public String toString() {
        return "Subject[redacted]";
    }
}
