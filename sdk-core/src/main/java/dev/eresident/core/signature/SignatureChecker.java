package dev.eresident.core.signature;

import dev.eresident.core.Proof;
import dev.eresident.core.ProtocolException;
import dev.eresident.core.internal.xml.XmlLimits;
import dev.eresident.core.internal.xml.XmlReading;
import dev.eresident.core.internal.zip.ByteSource;
import dev.eresident.core.internal.zip.ZipLimits;
import dev.eresident.core.signature.container.AsicContainer;
import dev.eresident.core.signature.container.ContainerFindings;
import dev.eresident.core.signature.container.FormatDetector;
import dev.eresident.core.signature.validation.SignatureOutcome;
import dev.eresident.core.signature.xades.CanonicalForms;
import dev.eresident.core.signature.xades.NoFiles;
import dev.eresident.core.signature.xades.RecordedFiles;
import dev.eresident.core.signature.xades.SignatureFile;
import dev.eresident.core.signature.xades.VerifiedXades;
import dev.eresident.core.trust.TrustAnchors;
import dev.eresident.core.trust.TrustPolicy;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Judges signed documents, offline, with the same verdict as the state's own tools. Immutable, thread-safe; share one.
 *
 * <p>Every input gets a report: what is wrong with a document is a verdict and a finding, never an exception. Nothing is fetched; data files are hashed in a stream and never held
 * in memory, but PDF and XML documents are, up to 64 MiB. PDF documents are judged when the optional library {@code org.apache.pdfbox:pdfbox} is there. Every {@link DocumentFormat} is judged but X-Road message logs, which are only recognised: their trust is another one.
 *
 * <p>What is VALID can be kept as a proof ({@link CheckedSignature#verified()}) and verified again later ({@link #reverify(Proof)}).
 */
public final class SignatureChecker {
    /** Documents that are held in memory as a whole. */
    private static final int MAX_DOCUMENT = 64 << 20;

    private final TrustPolicy policy;
    private final Optional<ValidationPolicy> chosen;
    private final Clock clock;
    private final XmlReading xml = new XmlReading(XmlLimits.SIGNATURE);
    private final XmlReading documents = new XmlReading(XmlLimits.DOCUMENT);
    private final Map<ValidationPolicy, Judges> judges = new EnumMap<>(ValidationPolicy.class);

    private SignatureChecker(TrustPolicy policy, Optional<ValidationPolicy> chosen, Clock clock) {
        this.policy = policy;
        this.chosen = chosen;
        this.clock = clock;
        for (ValidationPolicy rules : ValidationPolicy.values()) {
            judges.put(rules, Judges.of(policy, rules));
        }
    }

    /**
     * Makes a checker with the default rules of each format.
     *
     * @param policy whom to believe
     * @param clock gives the validation time where none is named
     * @return the checker
     */
    public static SignatureChecker with(TrustPolicy policy, Clock clock) {
        return new SignatureChecker(policy, Optional.empty(), clock);
    }

    /**
     * Returns a checker with other rules, over the same trust.
     *
     * @param rules the rules for every format
     * @return the checker
     */
    public SignatureChecker withPolicy(ValidationPolicy rules) {
        return new SignatureChecker(policy, Optional.of(rules), clock);
    }

    /**
     * Returns the rules that were chosen.
     *
     * @return the rules; empty when each format has its own
     */
    public Optional<ValidationPolicy> validationPolicy() {
        return chosen;
    }

    /**
     * Checks a file as of now.
     *
     * @param file the document
     * @return the report; a missing or unreadable file gives UNREADABLE
     */
    public CheckReport check(Path file) {
        return check(file, clock.instant());
    }

    /**
     * Checks a file as of a time.
     *
     * @param file the document
     * @param at validation time
     * @return the report; a missing or unreadable file gives UNREADABLE
     */
    public CheckReport check(Path file, Instant at) {
        Path last = file.getFileName();
        String name = last == null ? "" : last.toString();
        try (ByteSource source = ByteSource.open(file)) {
            return live().check(name, source, at);
        } catch (IOException e) {
            return unreadable(name, DocumentFormat.UNKNOWN, at, ContainerFindings.of(e));
        } catch (SecurityException e) {
            return unreadable(name, DocumentFormat.UNKNOWN, at, Finding.error(FindingCode.FILE_UNREADABLE, ""));
        }
    }

    /**
     * Checks bytes in memory as of now.
     *
     * @param name a name for the report
     * @param content the document; not to be changed during the call
     * @return the report
     */
    public CheckReport check(String name, byte[] content) {
        return check(name, content, clock.instant());
    }

    /**
     * Checks bytes in memory as of a time.
     *
     * @param name a name for the report
     * @param content the document; not to be changed during the call
     * @param at validation time
     * @return the report
     */
    public CheckReport check(String name, byte[] content, Instant at) {
        return live().check(name, ByteSource.of(content), at);
    }

    /**
     * Checks a detached CAdES signature together with the file that was signed, as of a time. The file is hashed in a stream.
     *
     * @param signature a CMS without content ({@code .p7s})
     * @param content the file that was signed
     * @param at validation time
     * @return the report; with {@link FindingCode#CONTENT_NOT_JUDGED}, and never VALID, when the signature is of another format or carries other content itself
     */
    public CheckReport checkDetached(Path signature, Path content, Instant at) {
        Path last = signature.getFileName();
        String name = last == null ? "" : last.toString();
        try (ByteSource source = ByteSource.open(signature);
                ByteSource data = ByteSource.open(content)) {
            return live().checkProving(name, source, at, Optional.of(data));
        } catch (IOException e) {
            return unreadable(name, DocumentFormat.UNKNOWN, at, ContainerFindings.of(e));
        } catch (SecurityException e) {
            return unreadable(name, DocumentFormat.UNKNOWN, at, Finding.error(FindingCode.FILE_UNREADABLE, ""));
        }
    }

    /**
     * Repeats the verification of a signature from its proof, at the recorded time, believing whom this checker believes and by its rules: those that were chosen, otherwise those of the
     * format. The files that a container's XAdES signature covers are not needed: compare their digests with {@link VerifiedSignature#files()}.
     *
     * @param proof what {@link VerifiedSignature#toProof()} returned
     * @return the signature as judged now; {@link CheckedSignature#verified()} is there when it is still VALID
     * @throws ProtocolException PROOF_MALFORMED, XML_… when it is not the proof of a signature; PROOF_INPUT_MISSING when the document was too large to be part of it, see
     *     {@link #reverify(Proof, Path)}; PROOF_INPUT_MISMATCH when a document in it is not the one that was verified
     */
    public CheckedSignature reverify(Proof proof) {
        if (proof.type().equals(VerifiedXades.TYPE)) {
            return live().judgeAgain(proof);
        }
        return reverify(proof, Optional.empty(), Optional.empty());
    }

    /**
     * Repeats the verification like {@link #reverify(Proof)} with the document, which may be too large to be part of the proof.
     *
     * @param proof what {@link VerifiedSignature#toProof()} returned
     * @param document the document that was checked then; not to be changed during the call
     * @return the signature as judged now
     * @throws ProtocolException as {@link #reverify(Proof)} says; PROOF_INPUT_MISMATCH also when the document is not the one that was verified, PROOF_INPUT_UNEXPECTED when the proof
     *     needs none, DOCUMENT_UNREADABLE when it cannot be read
     */
    public CheckedSignature reverify(Proof proof, Path document) {
        try (ByteSource source = ByteSource.open(document)) {
            return reverify(proof, Optional.of(source), Optional.empty());
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    /**
     * Repeats the verification of a detached signature like {@link #reverify(Proof, Path)}.
     *
     * @param proof what {@link VerifiedSignature#toProof()} returned
     * @param signature the signature that was checked then
     * @param content the file that was signed
     * @return the signature as judged now
     * @throws ProtocolException as {@link #reverify(Proof, Path)} says
     */
    public CheckedSignature reverify(Proof proof, Path signature, Path content) {
        try (ByteSource source = ByteSource.open(signature);
                ByteSource data = ByteSource.open(content)) {
            return reverify(proof, Optional.of(source), Optional.of(data));
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    private CheckedSignature reverify(Proof proof, Optional<ByteSource> document, Optional<ByteSource> content) {
        if (proof.type().equals(VerifiedXades.TYPE)) {
            throw new ProtocolException(
                    "PROOF_INPUT_UNEXPECTED",
                    "The proof of a signature in a container needs no document: compare digests.");
        }
        if (!proof.type().equals(VerifiedDocument.TYPE)) {
            throw DocumentProofs.malformed();
        }
        VerifiedDocument.Evidence evidence = DocumentProofs.evidence(proof);
        if (evidence.content().isEmpty() && content.isPresent()) {
            throw new ProtocolException("PROOF_INPUT_UNEXPECTED", "The proof is not that of a detached signature.");
        }
        try {
            ByteSource source = DocumentProofs.source(evidence.document(), document);
            Optional<ByteSource> data = evidence.content().isEmpty()
                    ? Optional.empty()
                    : Optional.of(DocumentProofs.source(evidence.content().get(), content));
            List<CheckedSignature> signatures = live().checkProving(evidence.name(), source, evidence.at(), data)
                    .signatures();
            int index = evidence.index();
            if (index < 0
                    || index >= signatures.size()
                    || !DocumentProofs.text(signatures.get(index).id()).equals(evidence.id())) {
                throw DocumentProofs.malformed();
            }
            return signatures.get(index);
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    private static ProtocolException unreadable(IOException e) {
        return new ProtocolException("DOCUMENT_UNREADABLE", "The document of the proof cannot be read", e);
    }

    private CheckedSignature judgeAgain(Proof proof) {
        VerifiedXades.Evidence evidence = VerifiedXades.evidence(proof);
        SignatureFile file =
                SignatureFile.parse(evidence.entry(), evidence.content().toByteArray(), xml);
        if (evidence.index() < 0 || evidence.index() >= file.signatures().size()) {
            throw new ProtocolException("PROOF_MALFORMED", "The proof names a signature that it does not hold.");
        }
        Judges judge = judges(chosen.orElse(ValidationPolicy.ESTONIA));
        SignatureOutcome outcome = judge.xades()
                .validate(
                        file,
                        evidence.index(),
                        RecordedFiles.of(proof),
                        Optional.empty(),
                        new CanonicalForms(),
                        evidence.at());
        VerifiedXades.Evidence again = new VerifiedXades.Evidence(
                evidence.entry(),
                evidence.index(),
                evidence.content(),
                evidence.at(),
                judge.policy().name());
        return CheckedSignature.of(
                file.name() + "#" + outcome.id(), outcome, policy, VerifiedXades.of(outcome, again, policy));
    }

    /** This checker, or one without the lists that have ended meanwhile: lists that the SDK loaded are not believed after their next update, whatever the validation time. */
    private SignatureChecker live() {
        TrustPolicy believed = policy.believedAt(clock.instant());
        return believed == policy ? this : new SignatureChecker(believed, chosen, clock);
    }

    private CheckReport check(String name, ByteSource source, Instant at) {
        return checkProving(name, source, at, Optional.empty());
    }

    Instant now() {
        return clock.instant();
    }

    private CheckReport checkProving(String name, ByteSource source, Instant at, Optional<ByteSource> detached) {
        CheckReport report = check(name, source, at, new NestedCheck(this), detached);
        String rules = chosen.map(ValidationPolicy::name).orElse("DEFAULT");
        return withTrustWarnings(DocumentProofs.attach(report, rules, policy, source, detached), at);
    }

    /** Fails closed: whatever goes wrong inside is a report that nobody can mistake for a good one. */
    CheckReport check(String name, ByteSource source, Instant at, NestedCheck nested) {
        return check(name, source, at, nested, Optional.empty());
    }

    private CheckReport check(
            String name, ByteSource source, Instant at, NestedCheck nested, Optional<ByteSource> detached) {
        CheckReport report;
        try {
            report = GivenContent.judged(judge(name, source, at, nested, detached), detached);
        } catch (IOException e) {
            report = unreadable(name, DocumentFormat.UNKNOWN, at, ContainerFindings.of(e));
        } catch (UncheckedIOException e) {
            IOException cause = e.getCause();
            report = unreadable(
                    name,
                    DocumentFormat.ASIC_E,
                    at,
                    cause == null ? Finding.error(FindingCode.FILE_UNREADABLE, "") : ContainerFindings.of(cause));
        } catch (RuntimeException | StackOverflowError e) {
            report = unreadable(name, DocumentFormat.UNKNOWN, at, Finding.error(FindingCode.INTERNAL_ERROR, ""));
        }
        return report;
    }

    private CheckReport judge(
            String name, ByteSource source, Instant at, NestedCheck nested, Optional<ByteSource> detached)
            throws IOException {
        FormatDetector.Kind kind = FormatDetector.detect(source);
        return switch (kind) {
            case EMPTY -> unreadable(name, kind.format(), at, Finding.error(FindingCode.FILE_EMPTY, ""));
            case UNKNOWN -> unreadable(name, kind.format(), at, Finding.error(FindingCode.FORMAT_UNKNOWN, ""));
            case ZIP -> container(name, source, at, nested);
            case EVIDENCE_RECORD ->
                new EvidenceFileCheck(judges(chosen.orElse(ValidationPolicy.ETSI))).check(name, source, at);
            case TIMESTAMP_TOKEN ->
                new TokenFileCheck(judges(chosen.orElse(ValidationPolicy.ETSI))).check(name, source, at);
            case DDOC -> new DdocCheck(judges(chosen.orElse(ValidationPolicy.ESTONIA))).check(name, source, at);
            case XML ->
                new XmlDocumentCheck(documents, judges(chosen.orElse(ValidationPolicy.ETSI)))
                        .check(name, source, new NoFiles(), MAX_DOCUMENT, at);
            case CMS -> new CmsCheck(judges(chosen.orElse(ValidationPolicy.ETSI))).check(name, source, detached, at);
            case PDF -> new PdfCheck(judges(chosen.orElse(ValidationPolicy.QES))).check(name, source, MAX_DOCUMENT, at);
            default -> unreadable(name, kind.format(), at, Finding.error(FindingCode.FORMAT_NOT_JUDGED, ""));
        };
    }

    private CheckReport container(String name, ByteSource source, Instant at, NestedCheck nested) throws IOException {
        AsicContainer.Opening opening = AsicContainer.open(source, ZipLimits.defaults(), xml);
        if (opening instanceof AsicContainer.Refused refused) {
            return unreadable(name, DocumentFormat.UNKNOWN, at, refused.finding());
        }
        try (AsicContainer container = ((AsicContainer.Opened) opening).container()) {
            ValidationPolicy rules = chosen.orElseGet(() -> ContainerCheck.defaultPolicy(container));
            return new ContainerCheck(xml, container, judges(rules), nested, at).check(name);
        }
    }

    private Judges judges(ValidationPolicy rules) {
        return Objects.requireNonNull(judges.get(rules));
    }

    static CheckReport unreadable(Path file, Instant at, Finding finding) {
        Path last = file.getFileName();
        return unreadable(last == null ? "" : last.toString(), DocumentFormat.UNKNOWN, at, finding);
    }

    private static CheckReport unreadable(String name, DocumentFormat format, Instant at, Finding finding) {
        return new CheckReport(name, format, Verdict.UNREADABLE, at, List.of(), List.of(), List.of(finding));
    }

    /** What the anchors' sources have to say belongs into every report that relied on them. */
    private CheckReport withTrustWarnings(CheckReport report, Instant at) {
        List<TrustAnchors.TrustWarning> warnings = policy.anchors().warnings(at);
        if (warnings.isEmpty() || report.signatures().isEmpty()) {
            return report;
        }
        List<Finding> findings = new ArrayList<>(report.findings());
        for (TrustAnchors.TrustWarning w : warnings) {
            FindingCode code = switch (w.code()) {
                case "TRUST_LIST_SIGNER_NOT_CHECKED" -> FindingCode.TRUST_LIST_SIGNER_NOT_CHECKED;
                case "TRUST_LIST_EXPIRED" -> FindingCode.TRUST_LIST_EXPIRED;
                default -> FindingCode.TRUST_SOURCE_WARNING;
            };
            findings.add(new Finding(code, Finding.Severity.WARNING, w.where(), w.text()));
        }
        return new CheckReport(
                report.name(),
                report.format(),
                report.verdict(),
                report.checkedAt(),
                report.files(),
                report.signatures(),
                findings);
    }
}
