package dev.eresident.core.internal.cms;

import dev.eresident.core.Bytes;
import dev.eresident.core.internal.asn1.BerElement;
import dev.eresident.core.internal.asn1.BerReader;
import dev.eresident.core.internal.asn1.DerElement;
import dev.eresident.core.internal.asn1.DerReader;
import dev.eresident.core.internal.crypto.AlgorithmIdentifiers;
import dev.eresident.core.internal.crypto.DigestAlgorithm;
import dev.eresident.core.internal.crypto.SignatureAlgorithm;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * One SignerInfo (RFC 5652 §5.3).
 *
 * @param id which certificate it says that it has
 * @param digest digestAlgorithm; empty when not known
 * @param signedAttributes signed attributes in the order received; none when the content itself is signed
 * @param signedBytes DER of the signed attributes as SET OF, which is what is signed (§5.4)
 * @param algorithm signatureAlgorithm; empty when not known or in conflict with the digest
 * @param contradicting signatureAlgorithm, when it is known and in conflict with the digest
 * @param signature signature value
 * @param unsignedAttributes unsigned attributes in the order received
 * @param fields the elements from version to signature, each with definite lengths
 */
public record CmsSigner(
        SignerId id,
        Optional<DigestAlgorithm> digest,
        List<CmsAttribute> signedAttributes,
        Bytes signedBytes,
        Optional<SignatureAlgorithm> algorithm,
        Optional<SignatureAlgorithm> contradicting,
        Bytes signature,
        List<CmsAttribute> unsignedAttributes,
        List<Bytes> fields) {
    /** Type of the signed content. */
    public static final String CONTENT_TYPE = "1.2.840.113549.1.9.3";

    /** Digest of the signed content. */
    public static final String MESSAGE_DIGEST = "1.2.840.113549.1.9.4";

    /** Signing time as claimed. */
    public static final String SIGNING_TIME = "1.2.840.113549.1.9.5";

    private static final String ALGORITHM_PROTECTION = "1.2.840.113549.1.9.52";
    private static final String SIGNING_CERTIFICATE = "1.2.840.113549.1.9.16.2.12";
    private static final String SIGNING_CERTIFICATE_V2 = "1.2.840.113549.1.9.16.2.47";

    /** The one signed attribute that may occur several times (RFC 5126 §5.11.4). */
    private static final String CONTENT_TIMESTAMP = "1.2.840.113549.1.9.16.2.20";

    /** Signed attributes on which a verdict depends: each may have one value only (RFC 5652 §11, RFC 5035 §3, RFC 6211 §2). */
    private static final Set<String> SINGLE = Set.of(
            CONTENT_TYPE,
            MESSAGE_DIGEST,
            SIGNING_TIME,
            SIGNING_CERTIFICATE,
            SIGNING_CERTIFICATE_V2,
            ALGORITHM_PROTECTION);

    /** Copies the lists. */
    public CmsSigner {
        signedAttributes = List.copyOf(signedAttributes);
        unsignedAttributes = List.copyOf(unsignedAttributes);
        fields = List.copyOf(fields);
    }

    static CmsSigner read(BerElement element) {
        BerReader parts = element.reader();
        List<Bytes> fields = new ArrayList<>(6);
        field(parts.next(DerElement.INTEGER), fields);
        SignerId id = SignerId.read(field(parts.next(), fields));
        DerElement digestId = field(parts.next(DerElement.SEQUENCE), fields);
        Optional<BerElement> signed = parts.nextIf(DerElement.explicit(0));
        List<CmsAttribute> signedAttributes = List.of();
        if (signed.isPresent()) {
            field(signed.get(), fields);
            signedAttributes = attributes(signed.get().reader());
        }
        DerElement algorithmId = field(parts.next(DerElement.SEQUENCE), fields);
        Bytes signature = Bytes.of(field(parts.next(), fields).octets());
        Optional<BerElement> unsigned = parts.nextIf(DerElement.explicit(1));
        parts.expectEnd();
        Optional<DigestAlgorithm> digest = AlgorithmIdentifiers.digest(digestId);
        Optional<SignatureAlgorithm> algorithm =
                digest.flatMap(value -> AlgorithmIdentifiers.cmsSignature(algorithmId, value));
        Optional<SignatureAlgorithm> contradicting = algorithm.isPresent()
                ? Optional.empty()
                : SignatureAlgorithm.ofAlgorithmIdentifier(algorithmId.encoded());
        return new CmsSigner(
                id,
                digest,
                signedAttributes,
                setOf(signedAttributes),
                algorithm,
                contradicting,
                signature,
                unsigned.isPresent() ? attributes(unsigned.get().reader()) : List.of(),
                fields);
    }

    private static DerElement field(BerElement element, List<Bytes> fields) {
        byte[] der = element.definite();
        fields.add(Bytes.of(der));
        return CmsAttribute.single(der);
    }

    private static List<CmsAttribute> attributes(BerReader set) {
        List<CmsAttribute> attributes = new ArrayList<>();
        while (set.hasNext()) {
            if (attributes.size() == CmsLimits.MAX_ATTRIBUTES) {
                throw CmsSignedData.malformed("a signer has more than " + CmsLimits.MAX_ATTRIBUTES + " attributes");
            }
            attributes.add(CmsAttribute.read(set.next(DerElement.SEQUENCE)));
        }
        return attributes;
    }

    /** DER of SET OF: the elements sorted by their encodings (X.690 §11.6). */
    private static Bytes setOf(List<CmsAttribute> attributes) {
        List<byte[]> sorted = new ArrayList<>(attributes.size());
        attributes.forEach(attribute -> sorted.add(attribute.encoded().toByteArray()));
        sorted.sort(Arrays::compareUnsigned);
        return Bytes.of(BerElement.der(DerElement.SET, sorted));
    }

    /**
     * Tells what makes the signed attributes ambiguous (RFC 5652 §5.3, §11): one that occurs twice, or has several values where one is allowed.
     *
     * @return in words; empty when they say one thing only
     */
    public Optional<String> ambiguity() {
        Set<String> seen = new HashSet<>();
        for (CmsAttribute attribute : signedAttributes) {
            if (!seen.add(attribute.oid()) && !attribute.oid().equals(CONTENT_TIMESTAMP)) {
                return Optional.of("a signed attribute occurs twice");
            }
            if (attribute.values().size() > 1 && SINGLE.contains(attribute.oid())) {
                return Optional.of("a signed attribute has several values");
            }
        }
        return Optional.empty();
    }

    /**
     * Finds a signed attribute.
     *
     * @param oid its type
     * @return the value of the first one
     */
    public Optional<DerElement> signed(String oid) {
        return signedAttributes.stream()
                .filter(attribute -> attribute.oid().equals(oid))
                .findFirst()
                .map(CmsAttribute::value);
    }

    /**
     * Tells whether the algorithms that stand outside of what is signed are those that the signer protected (RFC 6211).
     *
     * @return true also when the signer protected none; parameters that are absent and NULL are the same
     * @throws dev.eresident.core.ProtocolException ASN1_MALFORMED if the attribute is anything else
     */
    public boolean keepsProtectedAlgorithms() {
        Optional<DerElement> protection = signed(ALGORITHM_PROTECTION);
        if (protection.isEmpty()) {
            return true;
        }
        DerReader parts = protection.get().reader();
        boolean same = sameAlgorithm(
                parts.next(DerElement.SEQUENCE),
                CmsAttribute.single(fields.get(2).toByteArray()));
        Optional<DerElement> algorithm = parts.nextIf(DerElement.explicit(1));
        parts.expectEnd();
        return same
                && algorithm.isPresent()
                && sameAlgorithm(
                        algorithm.get(),
                        CmsAttribute.single(fields.get(fields.size() - 2).toByteArray()));
    }

    private static boolean sameAlgorithm(DerElement one, DerElement other) {
        return Arrays.equals(withoutNull(one), withoutNull(other));
    }

    private static byte[] withoutNull(DerElement identifier) {
        DerReader parts = identifier.reader();
        DerElement oid = parts.next(DerElement.OID);
        return parts.peekTag() == DerElement.NULL ? oid.encoded() : identifier.content();
    }

    /**
     * Reads the value of contentType.
     *
     * @return the OID; empty when the attribute is absent
     * @throws dev.eresident.core.ProtocolException ASN1_MALFORMED if it is anything else
     */
    public Optional<String> contentType() {
        return signed(CONTENT_TYPE).map(DerElement::oid);
    }

    /**
     * Reads the value of messageDigest.
     *
     * @return fresh bytes; empty when the attribute is absent
     * @throws dev.eresident.core.ProtocolException ASN1_MALFORMED if it is anything else
     */
    public Optional<byte[]> messageDigest() {
        return signed(MESSAGE_DIGEST).map(DerElement::octets);
    }

    /**
     * Reads the hashes that name the signer's certificate, the newer attribute first.
     *
     * @return none to two; a certificate must match all of them
     * @throws dev.eresident.core.ProtocolException ASN1_MALFORMED if they are anything else
     */
    public List<CertificateHash> certificateHashes() {
        List<CertificateHash> hashes = new ArrayList<>(1);
        signed(SIGNING_CERTIFICATE_V2).ifPresent(value -> hashes.add(CertificateHash.read(value, true)));
        signed(SIGNING_CERTIFICATE).ifPresent(value -> hashes.add(CertificateHash.read(value, false)));
        return hashes;
    }
}
