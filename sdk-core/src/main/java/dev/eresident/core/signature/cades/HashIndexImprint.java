package dev.eresident.core.signature.cades;

import dev.eresident.core.Bytes;
import dev.eresident.core.ProtocolException;
import dev.eresident.core.internal.asn1.DerElement;
import dev.eresident.core.internal.asn1.DerReader;
import dev.eresident.core.internal.cms.CmsAttribute;
import dev.eresident.core.internal.cms.CmsLimits;
import dev.eresident.core.internal.cms.CmsSignedData;
import dev.eresident.core.internal.cms.CmsSigner;
import dev.eresident.core.internal.crypto.AlgorithmIdentifiers;
import dev.eresident.core.internal.crypto.DigestAlgorithm;
import java.security.MessageDigest;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What an archive-time-stamp-v3 covers (EN 319 122-1 §5.5.2, §5.5.3): type and digest of the content, the SignerInfo up to the signature, and an index of digests that stands in the token
 * itself, over certificates, revocation data and unsigned attributes.
 *
 * <p>Every digest of the index must be that of something in the document, and the time-stamps of the signature value and all revocation data must be in it: otherwise it would not
 * prove the age of what the verdict rests on.
 */
final class HashIndexImprint {
    private static final CmsLimits TOKEN = new CmsLimits(256 * 1024, 32, 64, 4);
    private static final int MAX_HASHES = 1024;

    private final CadesDocument document;
    private final CadesSignature signature;
    private final Optional<SignedContent> content;

    HashIndexImprint(CadesDocument document, CadesSignature signature, Optional<SignedContent> content) {
        this.document = document;
        this.signature = signature;
        this.content = content;
    }

    /**
     * An index.
     *
     * @param value its value as received with definite lengths
     * @param digest the algorithm of its digests
     * @param certificates digests of certificates
     * @param revocations digests of revocation lists and answers
     * @param attributes digests of unsigned attributes
     * @param third whether it lists attribute values, not attributes
     */
    private record Index(
            Bytes value,
            DigestAlgorithm digest,
            Set<Bytes> certificates,
            Set<Bytes> revocations,
            Set<Bytes> attributes,
            boolean third) {}

    /** Computes the digest; {@code newest} tells whether nothing else protects later material. */
    byte[] digest(CadesSignature.Stamp stamp, boolean newest, DigestAlgorithm algorithm) {
        if (content.isEmpty()) {
            throw unusable("the signed file is not there");
        }
        Index index = index(stamp.token());
        requirePresent(index);
        requireCovered(index, newest);
        MessageDigest digest = algorithm.newDigest();
        digest.update(document.data().contentTypeDer().toByteArray());
        digest.update(content.get().digest(algorithm));
        for (Bytes field : signature.signer().fields()) {
            digest.update(field.toByteArray());
        }
        digest.update(index.value().toByteArray());
        return digest.digest();
    }

    private static Index index(Bytes token) {
        CmsSignedData data = CmsSignedData.read(token.toByteArray(), TOKEN);
        if (data.signers().size() != 1) {
            throw unusable("its token does not have one signer");
        }
        CmsAttribute attribute = indexAttribute(data.signers().get(0));
        DerElement value = attribute.value();
        DerReader parts = value.reader();
        Optional<DigestAlgorithm> digest = Optional.of(DigestAlgorithm.SHA256);
        boolean stated = parts.peekTag() == DerElement.SEQUENCE && isAlgorithm(value);
        if (stated) {
            digest = AlgorithmIdentifiers.digest(parts.next());
        }
        Index index = new Index(
                Bytes.of(value.encoded()),
                digest.orElseThrow(() -> unusable("the digest algorithm of its index is not known")),
                hashes(parts),
                hashes(parts),
                hashes(parts),
                attribute.oid().equals(CadesOid.HASH_INDEX_V3));
        parts.expectEnd();
        return index;
    }

    /** The newer version counts when there are two. */
    private static CmsAttribute indexAttribute(CmsSigner signer) {
        for (String version : List.of(CadesOid.HASH_INDEX_V3, CadesOid.HASH_INDEX_V1)) {
            List<CmsAttribute> found = signer.unsignedAttributes().stream()
                    .filter(attribute -> attribute.oid().equals(version))
                    .toList();
            if (found.size() > 1 || (found.size() == 1 && found.get(0).values().size() != 1)) {
                throw unusable("it has several indices of what it covers");
            }
            if (found.size() == 1) {
                return found.get(0);
            }
        }
        throw unusable("it has no known index of what it covers");
    }

    /** In the first version the algorithm has a default: then four SEQUENCEs become three. */
    private static boolean isAlgorithm(DerElement value) {
        DerReader parts = value.reader();
        int count = 0;
        while (parts.hasNext() && count <= 4) {
            parts.next();
            count++;
        }
        return count == 4;
    }

    private static Set<Bytes> hashes(DerReader parts) {
        Set<Bytes> hashes = new HashSet<>();
        DerReader list = parts.next(DerElement.SEQUENCE).reader();
        while (list.hasNext()) {
            if (hashes.size() == MAX_HASHES) {
                throw unusable("its index is too long");
            }
            hashes.add(Bytes.of(list.next(DerElement.OCTET_STRING).octets()));
        }
        return hashes;
    }

    private void requirePresent(Index index) {
        Set<Bytes> attributes = new HashSet<>();
        for (CmsAttribute attribute : signature.signer().unsignedAttributes()) {
            for (int i = 0; i < attribute.values().size(); i++) {
                attributes.addAll(hashes(index, attribute, i));
            }
        }
        boolean present = document.certificateHashes(index.digest()).containsAll(index.certificates())
                && document.revocationHashes(index.digest()).containsAll(index.revocations())
                && attributes.containsAll(index.attributes());
        if (!present) {
            throw unusable("something that it covers is not in the document, or was changed");
        }
    }

    private void requireCovered(Index index, boolean newest) {
        for (CmsAttribute attribute : signature.signer().unsignedAttributes()) {
            boolean needed = attribute.oid().equals(CadesOid.SIGNATURE_TIMESTAMP)
                    || (newest && attribute.oid().equals(CadesOid.REVOCATION_VALUES));
            for (int i = 0; needed && i < attribute.values().size(); i++) {
                boolean covered = hashes(index, attribute, i).stream().anyMatch(index.attributes()::contains);
                if (!covered) {
                    throw unusable("it does not cover " + (newest ? "all that is embedded" : "the time-stamp"));
                }
            }
        }
        if (newest && !index.revocations().containsAll(document.revocationHashes(index.digest()))) {
            throw unusable("it does not cover all answers that are embedded");
        }
    }

    /** The digests that an index may list for one value: over the attribute in the first version, over type and value in the third; as received or with definite lengths. */
    private static List<Bytes> hashes(Index index, CmsAttribute attribute, int value) {
        if (!index.third()) {
            return List.of(hash(index, attribute.original()), hash(index, attribute.encoded()));
        }
        return List.of(
                hash(index, attribute.type(), attribute.received().get(value)),
                hash(
                        index,
                        attribute.type(),
                        Bytes.of(attribute.values().get(value).encoded())));
    }

    private static Bytes hash(Index index, Bytes... parts) {
        MessageDigest digest = index.digest().newDigest();
        for (Bytes part : parts) {
            digest.update(part.toByteArray());
        }
        return Bytes.of(digest.digest());
    }

    static ProtocolException unusable(String why) {
        return new ProtocolException(
                "ARCHIVE_TIMESTAMP_UNUSABLE", "The archive time-stamp proves nothing: " + why + ".");
    }
}
