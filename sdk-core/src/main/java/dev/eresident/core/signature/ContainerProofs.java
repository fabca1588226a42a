package dev.eresident.core.signature;

import dev.eresident.core.signature.container.AsicContainer;
import dev.eresident.core.signature.container.SignatureEntry;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The proofs of existence of a container, tokens and evidence records, and what they are worth for the rest of it. One use, one thread.
 *
 * <p>They are judged before the signatures, which may need the time that they prove.
 */
final class ContainerProofs {
    private final AsicContainer container;
    private final Instant at;
    private final List<CheckedSignature> proofs = new ArrayList<>(0);
    private final List<Finding> findings = new ArrayList<>(0);
    private final Map<String, Instant> since = new HashMap<>();
    private Optional<Instant> covering = Optional.empty();
    private Verdict worst = Verdict.VALID;

    private ContainerProofs(AsicContainer container, Instant at) {
        this.container = container;
        this.at = at;
    }

    /** Judges all tokens and records of a container. */
    static ContainerProofs judge(AsicContainer container, ContainerManifests manifests, Judges judges, Instant at)
            throws IOException {
        ContainerProofs proofs = new ContainerProofs(container, at);
        for (TokenCheck.Judged token : new TokenCheck(container, manifests, judges.tokens(), at).check()) {
            proofs.add(CheckedSignature.ofToken(token.name(), token.outcome(), judges.trust()));
        }
        new EvidenceCheck(container, manifests, judges, at).check().forEach(proofs::add);
        return proofs;
    }

    private void add(CheckedSignature proof) {
        proofs.add(proof);
        worst = worst.worst(proof.verdict());
        Optional<Instant> proven = proof.verdict() == Verdict.VALID ? proof.provenAt() : Optional.empty();
        if (proven.isEmpty()) {
            return;
        }
        Instant time = proven.get();
        proof.coveredFiles().forEach(name -> since.merge(name, time, ContainerProofs::earlier));
        Set<String> data = new LinkedHashSet<>();
        container.dataFiles().forEach(file -> data.add(file.name()));
        if (proof.coveredFiles().containsAll(data)) {
            covering = Optional.of(covering.map(c -> earlier(c, time)).orElse(time));
        }
    }

    private static Instant earlier(Instant a, Instant b) {
        return a.isBefore(b) ? a : b;
    }

    /** The judged proofs, tokens first. */
    List<CheckedSignature> all() {
        return List.copyOf(proofs);
    }

    /** What the verdict leaves to be said; to be asked after {@link #verdict}. */
    List<Finding> findings() {
        return List.copyOf(findings);
    }

    /** The earliest time at which all data files provably existed. */
    Optional<Instant> covering() {
        return covering;
    }

    /**
     * Since when a signature file provably exists. A time that is not before the validation time says that there are proofs in the container, none of which holds for it.
     *
     * @param entry name of the signature file
     * @return empty when the container holds no evidence record and no token over it
     */
    Optional<Instant> since(String entry) {
        Instant proven = since.get(entry);
        boolean tried = container.signatureEntries().stream()
                .anyMatch(e ->
                        e.kind() == SignatureEntry.Kind.EVIDENCE_RECORD || e.kind() == SignatureEntry.Kind.TIMESTAMP);
        return proven != null ? Optional.of(proven) : tried ? Optional.of(at) : Optional.empty();
    }

    /**
     * What the proofs mean for the container's verdict. Beside signatures they only add to what those prove, and a failure is a warning. Alone, that of an ASiC-S is the verdict of the best that
     * covers the data file, because a later one may replace an older one that has become worthless; of an ASiC-E that of the worst.
     */
    Verdict verdict(boolean besideSignatures) {
        if (proofs.isEmpty()) {
            return Verdict.VALID;
        }
        if (besideSignatures) {
            warn();
            return Verdict.VALID;
        }
        if (container.format() != DocumentFormat.ASIC_S) {
            return worst;
        }
        if (covering.isPresent()) {
            warn();
            return Verdict.VALID;
        }
        if (worst == Verdict.VALID) {
            findings.add(Finding.error(FindingCode.TIMESTAMP_COVERS_NOTHING, ""));
        }
        return worst.worst(Verdict.INDETERMINATE);
    }

    private void warn() {
        if (worst != Verdict.VALID) {
            findings.add(new Finding(
                    FindingCode.TIMESTAMP_TOKEN_FAILED,
                    Finding.Severity.WARNING,
                    "",
                    FindingCode.TIMESTAMP_TOKEN_FAILED.sentence()));
        }
    }
}
