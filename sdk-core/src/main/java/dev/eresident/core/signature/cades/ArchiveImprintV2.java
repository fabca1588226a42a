package dev.eresident.core.signature.cades;

import dev.eresident.core.Bytes;
import dev.eresident.core.internal.asn1.BerElement;
import dev.eresident.core.internal.cms.CmsAttribute;
import dev.eresident.core.internal.crypto.DigestAlgorithm;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What an archive-time-stamp-v2 covers (TS 101 733 v1.8.3 §6.4.1): encapContentInfo, the content when it is detached, the certificates and crls fields, and the elements of the SignerInfo
 * with all attributes but the archive time-stamps that are newer.
 *
 * <p>Writers disagree on whether the unsigned attributes stand in their field or alone; both ways cover the same, and the token shows which one was meant. The content is read once per
 * digest algorithm, however many time-stamps there are.
 */
final class ArchiveImprintV2 {
    private final CadesDocument document;
    private final CadesSignature signature;
    private final Optional<SignedContent> content;

    ArchiveImprintV2(CadesDocument document, CadesSignature signature, Optional<SignedContent> content) {
        this.document = document;
        this.signature = signature;
        this.content = content;
    }

    byte[] digest(CadesSignature.Stamp stamp, DigestAlgorithm algorithm) {
        if (content.isEmpty()) {
            throw HashIndexImprint.unusable("the signed file is not there");
        }
        List<byte[]> unsigned = olderAttributes(stamp);
        MessageDigest alone = begin(algorithm);
        unsigned.forEach(alone::update);
        byte[] imprint = alone.digest();
        boolean meant = stamp.parsed()
                .map(token -> MessageDigest.isEqual(token.imprint().toByteArray(), imprint))
                .orElse(false);
        if (meant) {
            return imprint;
        }
        MessageDigest inField = begin(algorithm);
        inField.update(BerElement.der(0xa1, unsigned));
        return inField.digest();
    }

    private List<byte[]> olderAttributes(CadesSignature.Stamp stamp) {
        List<byte[]> older = new ArrayList<>();
        for (CmsAttribute attribute : signature.signer().unsignedAttributes()) {
            boolean archive = CadesSignature.kind(attribute.oid())
                    .filter(kind -> kind != CadesSignature.Kind.SIGNATURE)
                    .isPresent();
            if (!archive || isOlder(attribute, stamp.claimedAt())) {
                older.add(attribute.original().toByteArray());
            }
        }
        return older;
    }

    private static boolean isOlder(CmsAttribute attribute, Instant than) {
        for (Bytes token : attribute.received()) {
            boolean older = CadesSignature.readable(token)
                    .filter(parsed -> parsed.generatedAt().isBefore(than))
                    .isPresent();
            if (!older) {
                return false;
            }
        }
        return true;
    }

    /** Everything before the unsigned attributes. */
    private MessageDigest begin(DigestAlgorithm algorithm) {
        MessageDigest digest = document.archivePrefix(algorithm, content);
        signature.signer().fields().forEach(field -> digest.update(field.toByteArray()));
        return digest;
    }
}
