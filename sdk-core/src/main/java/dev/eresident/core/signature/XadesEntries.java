package dev.eresident.core.signature;

import dev.eresident.core.ProtocolException;
import dev.eresident.core.internal.crypto.DigestAlgorithm;
import dev.eresident.core.internal.xml.XmlReading;
import dev.eresident.core.signature.container.AsicContainer;
import dev.eresident.core.signature.container.SignatureEntry;
import dev.eresident.core.signature.validation.SignatureOutcome;
import dev.eresident.core.signature.xades.CanonicalForms;
import dev.eresident.core.signature.xades.SignatureFile;
import dev.eresident.core.signature.xades.VerifiedXades;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** The XAdES signature files of one container: read all first, under limits, so that each data file is hashed once for all of them. One use, one thread. */
final class XadesEntries {
    private static final int MAX_SIGNATURE_FILE = 5_000_000;

    /** All signatures of a container are held in memory at once: a thousand large ones fit. */
    private static final int MAX_SIGNATURE_BYTES = 32 << 20;

    private static final int MAX_ELEMENTS = 500_000;
    private static final int MAX_SIGNATURES = 2_000;

    private final XmlReading xml;
    private final CanonicalForms forms = new CanonicalForms();
    private final List<SignatureFile> files = new ArrayList<>(1);
    private long bytesRead;
    private long elements;
    private long parsed;

    XadesEntries(XmlReading xml) {
        this.xml = xml;
    }

    /** Reads all signature files; what cannot be read is a finding, and a limit that is exceeded the last one. */
    List<Finding> read(AsicContainer container) throws IOException {
        List<Finding> problems = new ArrayList<>(0);
        for (SignatureEntry entry : container.signatureEntries()) {
            if (entry.kind() != SignatureEntry.Kind.XADES) {
                continue;
            }
            read(entry.name(), container).ifPresent(problems::add);
            if (bytesRead > MAX_SIGNATURE_BYTES || elements > MAX_ELEMENTS || parsed > MAX_SIGNATURES) {
                problems.add(problem(
                        FindingCode.CONTAINER_LIMIT_EXCEEDED,
                        entry.name(),
                        "The container holds more signatures, or larger ones, than are accepted."));
                return problems;
            }
        }
        return problems;
    }

    private Optional<Finding> read(String entry, AsicContainer container) throws IOException {
        try {
            byte[] content = container.read(entry, MAX_SIGNATURE_FILE);
            bytesRead += content.length;
            SignatureFile file = SignatureFile.parse(entry, content, xml);
            elements += file.elements();
            parsed += file.signatures().size();
            files.add(file);
            return file.signatures().isEmpty()
                    ? Optional.of(problem(FindingCode.FORMAT_FAILURE, entry, "The signature file holds no signature."))
                    : Optional.empty();
        } catch (ProtocolException e) {
            String message = e.getMessage();
            return Optional.of(problem(
                    FindingCode.SIG_XML_MALFORMED,
                    entry,
                    message == null ? FindingCode.SIG_XML_MALFORMED.sentence() : message));
        }
    }

    /** The canonical forms that were needed so far. */
    CanonicalForms forms() {
        return forms;
    }

    private static Finding problem(FindingCode code, String entry, String text) {
        return new Finding(code, Finding.Severity.ERROR, entry, text);
    }

    /**
     * Judges all signatures that were read.
     *
     * @param container the container
     * @param judges who judges
     * @param sound whether the container itself has no error, without which nothing is proven
     * @param since since when a signature file provably exists, by other proofs of the container
     * @param at validation time
     */
    List<CheckedSignature> judge(
            AsicContainer container,
            Judges judges,
            boolean sound,
            Function<String, Optional<Instant>> since,
            Instant at) {
        Set<DigestAlgorithm> digests = EnumSet.noneOf(DigestAlgorithm.class);
        files.forEach(file -> digests.addAll(file.digests()));
        ContainerFiles data = new ContainerFiles(container, digests);
        // Beside CAdES signatures and evidence records other rules may hold by default, which a signature file alone
        // cannot show: there the whole container is the proof.
        boolean alone = container.signatureEntries().stream()
                .allMatch(e -> e.kind() == SignatureEntry.Kind.XADES || e.kind() == SignatureEntry.Kind.TIMESTAMP);
        List<CheckedSignature> checked = new ArrayList<>(files.size());
        for (SignatureFile file : files) {
            for (int i = 0; i < file.signatures().size(); i++) {
                SignatureOutcome outcome = judges.xades().validate(file, i, data, since.apply(file.name()), forms, at);
                VerifiedXades.Evidence evidence = new VerifiedXades.Evidence(
                        file.name(), i, file.content(), at, judges.policy().name());
                checked.add(CheckedSignature.of(
                        file.name() + "#" + outcome.id(),
                        outcome,
                        judges.trust(),
                        sound && alone ? VerifiedXades.of(outcome, evidence, judges.trust()) : Optional.empty()));
            }
        }
        return checked;
    }
}
