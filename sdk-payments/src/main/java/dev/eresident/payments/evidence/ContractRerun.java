package dev.eresident.payments.evidence;

import dev.eresident.core.Proof;
import dev.eresident.core.signature.CheckReport;
import dev.eresident.core.signature.Finding;
import dev.eresident.core.signature.SignatureChecker;
import dev.eresident.core.trust.TrustPolicy;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.stream.Stream;

/** Checks the contract again as of the recorded time. */
final class ContractRerun {
    private static final String FILE = VerificationKind.CONTRACT.folder() + EvidenceFile.CONTRACT;
    private static final long IN_MEMORY = 16 << 20;

    private ContractRerun() {}

    static Rerun run(Proof proof, Inventory inventory, TrustPolicy trust) throws IOException {
        if (!proof.type().equals(EvidenceFile.CONTRACT_TYPE)) {
            return Rerun.fails("EVIDENCE_FACTS", "The facts of the contract are those of something else");
        }
        if (!inventory.isThere(FILE)) {
            return Rerun.fails("EVIDENCE_FILE_MISSING", "A file that is needed is not there: " + FILE, FILE);
        }
        SignatureChecker checker = SignatureChecker.with(trust, Clock.fixed(proof.verifiedAt(), ZoneOffset.UTC));
        CheckReport report = check(checker, inventory, proof.verifiedAt());
        if (report.isValid()) {
            return Rerun.holds("The contract is valid as of " + proof.verifiedAt() + ", with "
                    + report.signatures().size() + " signatures");
        }
        Optional<Finding> why = Stream.concat(
                        report.signatures().stream().flatMap(signature -> signature.findings().stream()),
                        report.findings().stream())
                .filter(finding -> finding.severity() == Finding.Severity.ERROR)
                .findFirst();
        return Rerun.fails(
                why.map(finding -> finding.code().name())
                        .orElse(report.verdict().name()),
                "The contract is " + report.verdict() + " as of " + proof.verifiedAt(),
                FILE);
    }

    /** A large container of an archive is unpacked to a temporary file, because checking reads it at any position. */
    private static CheckReport check(SignatureChecker checker, Inventory inventory, Instant at) throws IOException {
        Optional<Path> file = inventory.source().path(FILE);
        if (file.isPresent()) {
            return checker.check(file.get(), at);
        }
        if (inventory.size(FILE) <= IN_MEMORY) {
            return checker.check(EvidenceFile.CONTRACT, inventory.bytes(FILE).toByteArray(), at);
        }
        Path unpacked = Files.createTempFile("evidence", ".asice");
        try (InputStream in = inventory.source().open(FILE)) {
            Files.copy(in, unpacked, StandardCopyOption.REPLACE_EXISTING);
            return checker.check(unpacked, at);
        } finally {
            Files.deleteIfExists(unpacked);
        }
    }
}
