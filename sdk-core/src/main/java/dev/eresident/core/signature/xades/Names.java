package dev.eresident.core.signature.xades;

import java.util.Set;

/** Namespaces and identifiers (signatures reference §1). */
final class Names {
    static final String DS = "http://www.w3.org/2000/09/xmldsig#";
    static final String XADES = "http://uri.etsi.org/01903/v1.3.2#";
    /** What the namespaces of all versions begin with. */
    static final String XADES_FAMILY = "http://uri.etsi.org/01903/v1.";
    /** Namespaces of the versions that are read in XML documents, besides the present one. */
    static final Set<String> OLD_XADES =
            Set.of("http://uri.etsi.org/01903/v1.1.1#", "http://uri.etsi.org/01903/v1.2.2#");

    static final String XADES_141 = "http://uri.etsi.org/01903/v1.4.1#";
    static final String ASIC = "http://uri.etsi.org/02918/v1.2.1#";
    /** Written by old X-Road versions. */
    static final String ASIC_111 = "http://uri.etsi.org/02918/v1.1.1#";
    /** A common misspelling, met in real containers. */
    static final String ASIC_MISSPELT = "http://uri.etsi.org/2918/v1.2.1#";
    /** Root of signature files in OpenDocument and ADoc containers. */
    static final String OPEN_DOCUMENT = "urn:oasis:names:tc:opendocument:xmlns:digitalsignature:1.0";

    static final String EXCLUSIVE_C14N = "http://www.w3.org/2001/10/xml-exc-c14n#";
    static final String SIGNED_PROPERTIES_TYPE = "http://uri.etsi.org/01903#SignedProperties";
    /** How the old versions write it. */
    static final Set<String> OLD_SIGNED_PROPERTIES_TYPES = Set.of(
            "http://uri.etsi.org/01903/v1.1.1#SignedProperties", "http://uri.etsi.org/01903/v1.2.2#SignedProperties");

    static final String SIGNATURE_POLICY_OID_PREFIX = "urn:oid:";

    private Names() {}
}
