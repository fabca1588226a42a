package dev.eresident.core.signature;

import dev.eresident.core.Bytes;
import dev.eresident.core.Proof;
import dev.eresident.core.ProtocolException;
import dev.eresident.core.internal.crypto.DigestAlgorithm;
import dev.eresident.core.internal.zip.ByteSource;
import dev.eresident.core.signature.VerifiedDocument.Evidence;
import dev.eresident.core.signature.VerifiedDocument.Input;
import dev.eresident.core.trust.TrustPolicy;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Proofs that hold a document or its digest: made from a report, and read back. */
final class DocumentProofs {
    private static final int BUFFER = 1 << 16;
    private static final int LONGEST_TEXT = 8_192;

    private DocumentProofs() {}

    /** Gives every VALID signature of a document without errors that has no proof yet one; a document that can no longer be read proves nothing. */
    static CheckReport attach(
            CheckReport report, String rules, TrustPolicy trust, ByteSource document, Optional<ByteSource> detached) {
        // A signature of an XML document may leave the others out of what it covers, and a later one of a PDF draw over
        // it: then it is as good as the worst.
        boolean sound = report.findings().stream().noneMatch(f -> f.severity() == Finding.Severity.ERROR)
                && (report.isValid()
                        || !(report.format() == DocumentFormat.XADES || report.format() == DocumentFormat.PADES));
        if (!sound || report.signatures().stream().noneMatch(CheckedSignature::lacksProof)) {
            return report;
        }
        Input whole;
        Optional<Input> content;
        try {
            whole = input(document);
            content = detached.isPresent() && report.format() == DocumentFormat.CADES
                    ? Optional.of(input(detached.get()))
                    : Optional.empty();
        } catch (IOException e) {
            return report;
        }
        List<CheckedSignature> signatures = new ArrayList<>(report.signatures().size());
        for (CheckedSignature signature : report.signatures()) {
            Evidence evidence = new Evidence(
                    text(report.name()),
                    whole,
                    content,
                    signatures.size(),
                    text(signature.id()),
                    report.checkedAt(),
                    rules);
            signatures.add(
                    signature.lacksProof()
                            ? signature.provenBy(VerifiedDocument.of(signature, evidence, trust))
                            : signature);
        }
        return new CheckReport(
                report.name(),
                report.format(),
                report.verdict(),
                report.checkedAt(),
                report.files(),
                signatures,
                report.findings());
    }

    /** A proof takes no broken pairs of surrogates, as names of files may have them, and no text without end. */
    static String text(String any) {
        String whole = new String(any.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
        int end = whole.offsetByCodePoints(0, Math.min(whole.codePointCount(0, whole.length()), LONGEST_TEXT));
        return whole.substring(0, end);
    }

    private static Input input(ByteSource source) throws IOException {
        if (source.size() <= VerifiedSignature.KEPT_BYTES) {
            byte[] bytes = source.head(VerifiedSignature.KEPT_BYTES);
            return new Input(Bytes.of(DigestAlgorithm.SHA256.digest(bytes)), Optional.of(Bytes.of(bytes)));
        }
        return new Input(sha256(source), Optional.empty());
    }

    private static Bytes sha256(ByteSource source) throws IOException {
        MessageDigest digest = DigestAlgorithm.SHA256.newDigest();
        ByteBuffer buffer = ByteBuffer.allocate(BUFFER);
        long position = 0;
        while (position < source.size()) {
            int read = source.read(position, buffer.clear());
            if (read < 0) {
                break;
            }
            digest.update(buffer.flip());
            position += read;
        }
        return Bytes.of(digest.digest());
    }

    /** Reads back what a verification started from. */
    static Evidence evidence(Proof proof) {
        String name = proof.facts().get("name");
        String index = proof.facts().get("index");
        String id = proof.facts().get("id");
        String rules = proof.facts().get("rules");
        Optional<Input> document = input(proof, "document");
        if (name == null || index == null || id == null || rules == null || document.isEmpty()) {
            throw malformed();
        }
        try {
            return new Evidence(
                    name,
                    document.get(),
                    input(proof, "content"),
                    Integer.parseInt(index),
                    id,
                    proof.verifiedAt(),
                    rules);
        } catch (NumberFormatException e) {
            throw malformed();
        }
    }

    private static Optional<Input> input(Proof proof, String name) {
        String sha256 = proof.facts().get(name + "-sha256");
        Optional<Bytes> bytes = Optional.ofNullable(proof.materials().get(name));
        if (sha256 == null) {
            if (bytes.isPresent()) {
                throw malformed();
            }
            return Optional.empty();
        }
        try {
            return Optional.of(new Input(Bytes.fromHex(sha256), bytes));
        } catch (IllegalArgumentException e) {
            throw malformed();
        }
    }

    /** The bytes to verify again: those given, or those kept, and in either case the very ones that were verified. */
    static ByteSource source(Input input, Optional<ByteSource> given) throws IOException {
        ByteSource source = given.or(() -> input.bytes().map(bytes -> ByteSource.of(bytes.toByteArray())))
                .orElseThrow(() -> new ProtocolException(
                        "PROOF_INPUT_MISSING",
                        "The document was too large to be part of the proof: give it again, the same bytes."));
        if (!sha256(source).equals(input.sha256())) {
            throw new ProtocolException(
                    "PROOF_INPUT_MISMATCH", "These are not the bytes that were verified when the proof was made.");
        }
        return source;
    }

    static ProtocolException malformed() {
        return new ProtocolException(
                "PROOF_MALFORMED", "This is not the proof of a signature: use the one that toProof() returned.");
    }
}
