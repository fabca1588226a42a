package dev.eresident.core.signature;

import dev.eresident.core.Bytes;
import dev.eresident.core.internal.crypto.DigestAlgorithm;
import dev.eresident.core.signature.container.AsicContainer;
import dev.eresident.core.signature.container.AsicManifest;
import dev.eresident.core.signature.container.DataFile;
import dev.eresident.core.signature.container.DataFileDigests;
import dev.eresident.core.signature.container.SignatureEntry;
import dev.eresident.core.signature.validation.EmbeddedTimestamp;
import dev.eresident.core.signature.validation.Judgement;
import dev.eresident.core.signature.validation.SignatureOutcome;
import dev.eresident.core.signature.validation.TokenValidation;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Judges the time-stamp tokens of a container, from the newest to the oldest (EN 319 162-1 Annex A; signatures reference §11.2). One use, one thread.
 *
 * <p>A token covers the data file itself, or a manifest that lists by digest what it covers. A newer token that covers an older one protects it: the older one must then have been good
 * when the newer one was made.
 */
final class TokenCheck {
    private static final int MAX_TOKEN = 256 * 1024;
    private static final int MAX_TOKENS = 1_000;

    private final AsicContainer container;
    private final ContainerManifests manifests;
    private final TokenValidation validation;
    private final Instant at;
    private final DataFileDigests digests;

    /**
     * A judged token.
     *
     * @param name entry name
     * @param outcome what was found
     */
    record Judged(String name, SignatureOutcome outcome) {}

    private record Token(String name, Bytes der, Instant claimed, Optional<AsicManifest> manifest) {}

    TokenCheck(AsicContainer container, ContainerManifests manifests, TokenValidation validation, Instant at) {
        this.container = container;
        this.manifests = manifests;
        this.validation = validation;
        this.at = at;
        this.digests = container.digests(EnumSet.of(DigestAlgorithm.SHA256));
    }

    /** Whether a container holds more tokens than are judged: each costs public-key operations. */
    static boolean tooMany(AsicContainer container) {
        return container.signatureEntries().stream()
                        .filter(e -> e.kind() == SignatureEntry.Kind.TIMESTAMP)
                        .count()
                > MAX_TOKENS;
    }

    /** Judges all tokens, in the order of the archive. */
    List<Judged> check() throws IOException {
        List<SignatureEntry> entries = container.signatureEntries().stream()
                .filter(e -> e.kind() == SignatureEntry.Kind.TIMESTAMP)
                .toList();
        List<Token> tokens = new ArrayList<>(entries.size());
        for (SignatureEntry entry : entries) {
            Bytes der = Bytes.of(container.read(entry.name(), MAX_TOKEN));
            tokens.add(new Token(
                    entry.name(),
                    der,
                    TokenValidation.claimedTime(der).orElse(Instant.MIN),
                    manifests.of(entry.name())));
        }
        Map<String, SignatureOutcome> outcomes = new HashMap<>();
        Map<String, Instant> protectedSince = new HashMap<>();
        List<Token> newestFirst = new ArrayList<>(tokens);
        newestFirst.sort(Comparator.comparing(Token::claimed).reversed());
        for (Token token : newestFirst) {
            Instant control = protectedSince.getOrDefault(token.name(), at);
            SignatureOutcome outcome = judge(token, control);
            outcomes.put(token.name(), outcome);
            outcome.provenAt()
                    .ifPresent(time -> outcome.files()
                            .forEach(covered ->
                                    protectedSince.merge(covered.name(), time, (a, b) -> a.isBefore(b) ? a : b)));
        }
        List<Judged> judged = new ArrayList<>(tokens.size());
        tokens.forEach(token -> judged.add(new Judged(
                token.name(), Optional.ofNullable(outcomes.get(token.name())).orElseThrow())));
        return judged;
    }

    private SignatureOutcome judge(Token token, Instant control) throws IOException {
        Judgement judgement = new Judgement(token.name());
        List<SignedFile> covered = new ArrayList<>();
        String stamped;
        if (token.manifest().isPresent()) {
            stamped = token.manifest().get().name();
            covered.addAll(manifests.check(token.manifest().get(), digests, judgement));
        } else {
            List<DataFile> files = container.dataFiles();
            if (container.format() != DocumentFormat.ASIC_S) {
                judgement.fail(
                        FindingCode.FORMAT_FAILURE, "In a container of this kind a time-stamp must cover a manifest.");
            }
            if (files.size() != 1) {
                judgement.fail(
                        FindingCode.SIGNED_DATA_NOT_FOUND, "It is not clear which file the time-stamp is about.");
                stamped = token.name();
            } else {
                stamped = files.get(0).name();
            }
        }
        EmbeddedTimestamp stamp = new EmbeddedTimestamp(token.der(), algorithm -> digest(stamped, algorithm));
        if (token.manifest().isEmpty()) {
            TokenValidation.imprintDigest(token.der())
                    .ifPresent(d -> covered.add(new SignedFile(stamped, d.jcaName(), Bytes.of(digest(stamped, d)))));
        }
        return validation.validate(token.name(), stamp, control, at, covered, judgement);
    }

    private byte[] digest(String name, DigestAlgorithm algorithm) {
        try {
            return digests.digest(name, algorithm);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
