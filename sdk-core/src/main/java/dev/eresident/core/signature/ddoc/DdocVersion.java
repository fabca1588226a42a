package dev.eresident.core.signature.ddoc;

import java.util.Optional;

/** The formats of DDOC, with what the old libraries did differently in each. */
enum DdocVersion {
    SK_XML_10("SK-XML", "1.0"),
    DIGIDOC_11("DIGIDOC-XML", "1.1"),
    DIGIDOC_12("DIGIDOC-XML", "1.2"),
    DIGIDOC_13("DIGIDOC-XML", "1.3");

    static final String XMLDSIG = "http://www.w3.org/2000/09/xmldsig#";
    static final String DIGIDOC = "http://www.sk.ee/DigiDoc/v1.3.0#";

    private final String format;
    private final String number;

    DdocVersion(String format, String number) {
        this.format = format;
        this.number = number;
    }

    static Optional<DdocVersion> of(String format, String number) {
        for (DdocVersion version : values()) {
            if (version.format.equals(format) && version.number.equals(number)) {
                return Optional.of(version);
            }
        }
        return Optional.empty();
    }

    boolean isOld() {
        return this != DIGIDOC_13;
    }

    /** SK-XML hashes the decoded content, and SignedInfo as it was written. */
    boolean isSkXml() {
        return this == SK_XML_10;
    }

    /** The default namespace that the libraries gave a DataFile standing alone. */
    String fileNamespace() {
        return this == DIGIDOC_13 ? DIGIDOC : "";
    }

    /** The default namespace that the libraries gave SignedInfo and SignedProperties standing alone. */
    String signatureNamespace() {
        return this == DIGIDOC_13 ? "" : XMLDSIG;
    }

    /** Version 1.1 was made with a wrong digest there, and SK-XML with another one. */
    boolean hasOcspDigest() {
        return this == DIGIDOC_12 || this == DIGIDOC_13;
    }
}
