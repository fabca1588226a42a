package dev.eresident.core.signature;

import dev.eresident.core.ProtocolException;
import dev.eresident.core.internal.crypto.DigestAlgorithm;
import dev.eresident.core.internal.xml.XmlReading;
import dev.eresident.core.signature.container.AsicContainer;
import dev.eresident.core.signature.validation.SignatureOutcome;
import dev.eresident.core.signature.xades.SignatureFile;
import dev.eresident.core.signature.xades.VerifiedXades;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The XAdES signature files of one container: read all first, under limits, so that each data file is hashed once for all of them. One use, one thread. */
final class XadesEntries {
    private static final int MAX_SIGNATURE_FILE = 5_000_000;

    /** All signatures of a container are held in memory at once: a thousand large ones fit. */
    private static final int MAX_SIGNATURE_BYTES = 32 << 20;

    private static final int MAX_ELEMENTS = 500_000;
    private static final int MAX_SIGNATURES = 2_000;

    private final XmlReading xml;
    private final List<SignatureFile> files = new ArrayList<>(1);
    private long bytesRead;
    private long elements;
    private long parsed;

    XadesEntries(XmlReading xml) {
        this.xml = xml;
    }

    /** Reads a signature file; what cannot be read is a finding. */
    Optional<Finding> read(String entry, AsicContainer container) throws IOException {
        try {
            byte[] content = container.read(entry, MAX_SIGNATURE_FILE);
            bytesRead += content.length;
            SignatureFile file = SignatureFile.parse(entry, content, xml);
            elements += file.elements();
            parsed += file.signatures().size();
            files.add(file);
            if (file.signatures().isEmpty()) {
                return Optional.of(new Finding(
                        FindingCode.FORMAT_FAILURE,
                        Finding.Severity.ERROR,
                        entry,
                        "The signature file holds no signature."));
            }
        } catch (ProtocolException e) {
            String message = e.getMessage();
            return Optional.of(new Finding(
                    FindingCode.SIG_XML_MALFORMED,
                    Finding.Severity.ERROR,
                    entry,
                    message == null ? FindingCode.SIG_XML_MALFORMED.sentence() : message));
        }
        if (bytesRead > MAX_SIGNATURE_BYTES || elements > MAX_ELEMENTS || parsed > MAX_SIGNATURES) {
            return Optional.of(new Finding(
                    FindingCode.CONTAINER_LIMIT_EXCEEDED,
                    Finding.Severity.ERROR,
                    entry,
                    "The container holds more signatures, or larger ones, than are accepted."));
        }
        return Optional.empty();
    }

    /**
     * Judges all signatures that were read.
     *
     * @param container the container
     * @param judges who judges
     * @param sound whether the container itself has no error, without which nothing is proven
     * @param at validation time
     */
    List<CheckedSignature> judge(AsicContainer container, Judges judges, boolean sound, Instant at) {
        Set<DigestAlgorithm> digests = EnumSet.noneOf(DigestAlgorithm.class);
        files.forEach(file -> digests.addAll(file.digests()));
        ContainerFiles data = new ContainerFiles(container, digests);
        List<CheckedSignature> checked = new ArrayList<>(files.size());
        for (SignatureFile file : files) {
            for (int i = 0; i < file.signatures().size(); i++) {
                SignatureOutcome outcome = judges.xades().validate(file, i, data, at);
                VerifiedXades.Evidence evidence = new VerifiedXades.Evidence(
                        file.name(), i, file.content(), at, judges.policy().name());
                checked.add(CheckedSignature.of(
                        file.name() + "#" + outcome.id(),
                        outcome,
                        judges.trust(),
                        sound ? VerifiedXades.of(outcome, evidence, judges.trust()) : Optional.empty()));
            }
        }
        return checked;
    }
}
