package dev.eresident.core.internal.crypto;

import dev.eresident.core.ProtocolException;
import dev.eresident.core.internal.asn1.DerElement;
import dev.eresident.core.internal.asn1.DerReader;
import java.math.BigInteger;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;

/**
 * A signature algorithm: the family of the key and the digest; PSS has MGF1 with the same digest and a salt of digest length.
 *
 * <p>The lookups know an allow-list and answer empty for everything else. Whether an algorithm is still strong enough is not decided here.
 *
 * @param family which arithmetic
 * @param digest over which digest
 */
public record SignatureAlgorithm(Family family, DigestAlgorithm digest) {
    /** Which arithmetic. */
    public enum Family {
        /** Elliptic curves (FIPS 186-4 §6). */
        ECDSA,
        /** RSASSA-PKCS1-v1_5 (RFC 8017 §8.2). */
        RSA_PKCS1,
        /** RSASSA-PSS (RFC 8017 §8.1). */
        RSA_PSS
    }

    private static final String XMLDSIG = "http://www.w3.org/2000/09/xmldsig#";
    private static final String XMLDSIG_MORE = "http://www.w3.org/2001/04/xmldsig-more#";
    private static final String XMLDSIG_2007 = "http://www.w3.org/2007/05/xmldsig-more#";
    private static final String RSASSA_PSS = "1.2.840.113549.1.1.10";
    private static final String MGF1 = "1.2.840.113549.1.1.8";

    /** sigAlgs of NIST's register, for SHA-3. */
    private static final String NIST = "2.16.840.1.101.3.4.3.";

    private static final int MAX_IDENTIFIER_BYTES = 512;

    private static final Map<String, SignatureAlgorithm> BY_XML_URI = xmlUris();
    private static final Map<String, SignatureAlgorithm> BY_OID = oids();

    private static Map<String, SignatureAlgorithm> xmlUris() {
        Map<String, SignatureAlgorithm> map = new HashMap<>();
        map.put(XMLDSIG + "rsa-sha1", of(Family.RSA_PKCS1, DigestAlgorithm.SHA1));
        map.put(XMLDSIG_MORE + "ecdsa-sha1", of(Family.ECDSA, DigestAlgorithm.SHA1));
        sha2((suffix, digest) -> {
            map.put(XMLDSIG_MORE + "rsa-sha" + suffix, of(Family.RSA_PKCS1, digest));
            map.put(XMLDSIG_MORE + "ecdsa-sha" + suffix, of(Family.ECDSA, digest));
            map.put(XMLDSIG_2007 + "sha" + suffix + "-rsa-MGF1", of(Family.RSA_PSS, digest));
        });
        return Map.copyOf(map);
    }

    private static void sha2(BiConsumer<String, DigestAlgorithm> each) {
        each.accept("224", DigestAlgorithm.SHA224);
        each.accept("256", DigestAlgorithm.SHA256);
        each.accept("384", DigestAlgorithm.SHA384);
        each.accept("512", DigestAlgorithm.SHA512);
    }

    private static Map<String, SignatureAlgorithm> oids() {
        return Map.ofEntries(
                Map.entry("1.2.840.10045.4.1", of(Family.ECDSA, DigestAlgorithm.SHA1)),
                Map.entry("1.2.840.10045.4.3.1", of(Family.ECDSA, DigestAlgorithm.SHA224)),
                Map.entry("1.2.840.10045.4.3.2", of(Family.ECDSA, DigestAlgorithm.SHA256)),
                Map.entry("1.2.840.10045.4.3.3", of(Family.ECDSA, DigestAlgorithm.SHA384)),
                Map.entry("1.2.840.10045.4.3.4", of(Family.ECDSA, DigestAlgorithm.SHA512)),
                Map.entry("1.2.840.113549.1.1.5", of(Family.RSA_PKCS1, DigestAlgorithm.SHA1)),
                Map.entry("1.2.840.113549.1.1.14", of(Family.RSA_PKCS1, DigestAlgorithm.SHA224)),
                Map.entry("1.2.840.113549.1.1.11", of(Family.RSA_PKCS1, DigestAlgorithm.SHA256)),
                Map.entry("1.2.840.113549.1.1.12", of(Family.RSA_PKCS1, DigestAlgorithm.SHA384)),
                Map.entry("1.2.840.113549.1.1.13", of(Family.RSA_PKCS1, DigestAlgorithm.SHA512)),
                Map.entry(NIST + "10", of(Family.ECDSA, DigestAlgorithm.SHA3_256)),
                Map.entry(NIST + "11", of(Family.ECDSA, DigestAlgorithm.SHA3_384)),
                Map.entry(NIST + "12", of(Family.ECDSA, DigestAlgorithm.SHA3_512)),
                Map.entry(NIST + "14", of(Family.RSA_PKCS1, DigestAlgorithm.SHA3_256)),
                Map.entry(NIST + "15", of(Family.RSA_PKCS1, DigestAlgorithm.SHA3_384)),
                Map.entry(NIST + "16", of(Family.RSA_PKCS1, DigestAlgorithm.SHA3_512)));
    }

    private static SignatureAlgorithm of(Family family, DigestAlgorithm digest) {
        return new SignatureAlgorithm(family, digest);
    }

    /**
     * Finds the algorithm of a {@code ds:SignatureMethod} (RFC 9231 §2.3).
     *
     * @param uri the Algorithm attribute, compared exactly
     * @return the algorithm; empty for unknown ones and for HMAC
     */
    public static Optional<SignatureAlgorithm> ofXmlUri(String uri) {
        return Optional.ofNullable(BY_XML_URI.get(uri));
    }

    /**
     * Finds the algorithm of an AlgorithmIdentifier (RFC 3279 §2.2, RFC 4055 §3, RFC 5758 §3).
     *
     * @param der the whole SEQUENCE
     * @return the algorithm; empty for unknown ones, malformed bytes, unexpected parameters, and PSS whose digests differ or whose salt is not as long as the digest
     */
    public static Optional<SignatureAlgorithm> ofAlgorithmIdentifier(byte[] der) {
        try {
            DerReader fields = DerReader.single(der, DerElement.SEQUENCE, MAX_IDENTIFIER_BYTES)
                    .reader();
            String oid = fields.next(DerElement.OID).oid();
            if (oid.equals(RSASSA_PSS)) {
                Optional<SignatureAlgorithm> pss =
                        pss(fields.next(DerElement.SEQUENCE).reader());
                fields.expectEnd();
                return pss;
            }
            boolean noContent = fields.nextIf(DerElement.NULL)
                    .map(e -> e.content().length == 0)
                    .orElse(true);
            fields.expectEnd();
            return noContent ? Optional.ofNullable(BY_OID.get(oid)) : Optional.empty();
        } catch (ProtocolException e) {
            return Optional.empty();
        }
    }

    /** RSASSA-PSS-params; every field has a default. */
    private static Optional<SignatureAlgorithm> pss(DerReader fields) {
        Optional<DigestAlgorithm> digest = Optional.of(DigestAlgorithm.SHA1);
        Optional<DigestAlgorithm> mask = Optional.of(DigestAlgorithm.SHA1);
        BigInteger salt = BigInteger.valueOf(20);
        BigInteger trailer = BigInteger.ONE;
        Optional<DerElement> field = fields.nextIf(DerElement.explicit(0));
        if (field.isPresent()) {
            digest = digest(inner(field.get(), DerElement.SEQUENCE));
        }
        field = fields.nextIf(DerElement.explicit(1));
        if (field.isPresent()) {
            DerReader generator = inner(field.get(), DerElement.SEQUENCE).reader();
            boolean mgf1 = generator.next(DerElement.OID).oid().equals(MGF1);
            mask = mgf1 ? digest(generator.next(DerElement.SEQUENCE)) : Optional.empty();
            generator.expectEnd();
        }
        field = fields.nextIf(DerElement.explicit(2));
        if (field.isPresent()) {
            salt = inner(field.get(), DerElement.INTEGER).integer();
        }
        field = fields.nextIf(DerElement.explicit(3));
        if (field.isPresent()) {
            trailer = inner(field.get(), DerElement.INTEGER).integer();
        }
        fields.expectEnd();
        if (digest.isEmpty()
                || !digest.equals(mask)
                || !salt.equals(BigInteger.valueOf(digest.get().length()))
                || !trailer.equals(BigInteger.ONE)) {
            return Optional.empty();
        }
        return digest.map(value -> of(Family.RSA_PSS, value));
    }

    private static DerElement inner(DerElement wrapper, int tag) {
        DerReader reader = wrapper.reader();
        DerElement element = reader.next(tag);
        reader.expectEnd();
        return element;
    }

    private static Optional<DigestAlgorithm> digest(DerElement identifier) {
        DerReader fields = identifier.reader();
        String oid = fields.next(DerElement.OID).oid();
        boolean noContent =
                fields.nextIf(DerElement.NULL).map(e -> e.content().length == 0).orElse(true);
        fields.expectEnd();
        return noContent ? DigestAlgorithm.byOid(oid) : Optional.empty();
    }
}
