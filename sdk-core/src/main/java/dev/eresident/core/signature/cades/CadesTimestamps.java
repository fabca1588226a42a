package dev.eresident.core.signature.cades;

import dev.eresident.core.Bytes;
import dev.eresident.core.signature.cades.CadesSignature.Kind;
import dev.eresident.core.signature.cades.CadesSignature.Stamp;
import dev.eresident.core.signature.validation.EmbeddedTimestamp;
import dev.eresident.core.signature.validation.ImprintSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** The time-stamps of one signature, each with what it must cover (EN 319 122-1 §5.2.8, §5.3, §5.5). */
final class CadesTimestamps {
    private final CadesSignature signature;
    private final Optional<SignedContent> content;
    private final HashIndexImprint third;
    private final ArchiveImprintV2 second;

    CadesTimestamps(CadesDocument document, CadesSignature signature, Optional<SignedContent> content) {
        this.signature = signature;
        this.content = content;
        this.third = new HashIndexImprint(document, signature, content);
        this.second = new ArchiveImprintV2(document, signature, content);
    }

    List<EmbeddedTimestamp> content() {
        return of(stamp -> stamp.kind() == Kind.CONTENT);
    }

    List<EmbeddedTimestamp> signature() {
        return of(stamp -> stamp.kind() == Kind.SIGNATURE);
    }

    /**
     * Oldest first. Only the newest is sure to cover all answers: older ones may be older than an answer, and none covers what stands in a token.
     *
     * @param answers the answers of the document itself, by identity
     */
    List<EmbeddedTimestamp> archive(Set<Bytes> answers) {
        return signature.stamps().stream()
                .filter(Stamp::archive)
                .map(stamp -> new EmbeddedTimestamp(
                        stamp.token(), imprint(stamp), Optional.of(isNewest(stamp) ? answers : Set.of()), false))
                .toList();
    }

    private List<EmbeddedTimestamp> of(Predicate<Stamp> wanted) {
        return signature.stamps().stream()
                .filter(wanted)
                .map(stamp -> new EmbeddedTimestamp(stamp.token(), imprint(stamp)))
                .toList();
    }

    private ImprintSource imprint(Stamp stamp) {
        Bytes value = signature.signer().signature();
        return switch (stamp.kind()) {
            case SIGNATURE -> algorithm -> algorithm.digest(value.toByteArray());
            case CONTENT ->
                algorithm -> content.orElseThrow(() -> HashIndexImprint.unusable("the signed file is not there"))
                        .digest(algorithm);
            case ARCHIVE_V2 -> algorithm -> second.digest(stamp, algorithm);
            case ARCHIVE_V3 -> algorithm -> third.digest(stamp, isNewest(stamp), algorithm);
        };
    }

    @SuppressWarnings("ReferenceEquality") // The same token may occur twice: only its last occurrence is the newest.
    private boolean isNewest(Stamp stamp) {
        return signature.stamps().get(signature.stamps().size() - 1) == stamp;
    }
}
