package dev.eresident.core.signature.cades;

import dev.eresident.core.Bytes;
import dev.eresident.core.ProtocolException;
import dev.eresident.core.internal.cms.CmsAttribute;
import dev.eresident.core.internal.cms.CmsSigner;
import dev.eresident.core.internal.crypto.DigestAlgorithm;
import dev.eresident.core.timestamp.TimestampToken;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * One signer of a document with the time-stamps of its attributes.
 *
 * @param signer the SignerInfo
 * @param stamps its time-stamps in the order received, archive time-stamps last and by their claimed time
 * @param tooMany whether there are more time-stamps than are read
 */
record CadesSignature(CmsSigner signer, List<Stamp> stamps, boolean tooMany) {
    static final int MAX_STAMPS = 32;

    /** What a time-stamp is about. */
    enum Kind {
        CONTENT,
        SIGNATURE,
        ARCHIVE_V2,
        ARCHIVE_V3
    }

    /**
     * A token in an attribute.
     *
     * @param kind what it is about
     * @param token its bytes
     * @param parsed the token; empty when it cannot be read
     */
    record Stamp(Kind kind, Bytes token, Optional<TimestampToken> parsed) {
        boolean archive() {
            return kind == Kind.ARCHIVE_V2 || kind == Kind.ARCHIVE_V3;
        }

        /** When it says that it was made; unreadable ones count as newest, so that nothing depends on them. */
        Instant claimedAt() {
            return parsed.map(TimestampToken::generatedAt).orElse(Instant.MAX);
        }
    }

    CadesSignature {
        stamps = List.copyOf(stamps);
    }

    static CadesSignature of(CmsSigner signer) {
        List<Stamp> stamps = new ArrayList<>(2);
        boolean tooMany = false;
        for (CmsAttribute attribute : signer.signedAttributes()) {
            if (attribute.oid().equals(CadesOid.CONTENT_TIMESTAMP)) {
                tooMany |= add(Kind.CONTENT, attribute, stamps);
            }
        }
        for (CmsAttribute attribute : signer.unsignedAttributes()) {
            Optional<Kind> kind = kind(attribute.oid());
            tooMany |= kind.isPresent() && add(kind.get(), attribute, stamps);
        }
        List<Stamp> archive = stamps.stream()
                .filter(Stamp::archive)
                .sorted(Comparator.comparing(Stamp::claimedAt))
                .toList();
        stamps.removeIf(Stamp::archive);
        stamps.addAll(archive);
        return new CadesSignature(signer, stamps, tooMany);
    }

    static Optional<Kind> kind(String oid) {
        return switch (oid) {
            case CadesOid.SIGNATURE_TIMESTAMP -> Optional.of(Kind.SIGNATURE);
            case CadesOid.ARCHIVE_TIMESTAMP_V2 -> Optional.of(Kind.ARCHIVE_V2);
            case CadesOid.ARCHIVE_TIMESTAMP_V3 -> Optional.of(Kind.ARCHIVE_V3);
            default -> Optional.empty();
        };
    }

    private static boolean add(Kind kind, CmsAttribute attribute, List<Stamp> stamps) {
        for (Bytes token : attribute.received()) {
            if (stamps.size() == MAX_STAMPS) {
                return true;
            }
            stamps.add(new Stamp(kind, token, readable(token)));
        }
        return false;
    }

    static Optional<TimestampToken> readable(Bytes token) {
        try {
            return Optional.of(TimestampToken.parse(token.toByteArray()));
        } catch (ProtocolException e) {
            return Optional.empty();
        }
    }

    /** The digests of the content that are needed: of the signature, and of time-stamps that cover the content. */
    Set<DigestAlgorithm> digests() {
        Set<DigestAlgorithm> digests = EnumSet.noneOf(DigestAlgorithm.class);
        signer.digest().ifPresent(digests::add);
        for (Stamp stamp : stamps) {
            if (stamp.kind() == Kind.CONTENT || stamp.kind() == Kind.ARCHIVE_V3) {
                stamp.parsed()
                        .flatMap(token -> DigestAlgorithm.byOid(token.imprintAlgorithm()))
                        .ifPresent(digests::add);
            }
        }
        return digests;
    }
}
