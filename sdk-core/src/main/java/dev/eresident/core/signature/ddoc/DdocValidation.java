package dev.eresident.core.signature.ddoc;

import dev.eresident.core.ProtocolException;
import dev.eresident.core.certificate.Certificate;
import dev.eresident.core.internal.crypto.DigestAlgorithm;
import dev.eresident.core.internal.crypto.SignatureVerifier;
import dev.eresident.core.internal.xml.XmlElement;
import dev.eresident.core.internal.xml.XmlReading;
import dev.eresident.core.internal.zip.ByteSource;
import dev.eresident.core.signature.Finding;
import dev.eresident.core.signature.FindingCode;
import dev.eresident.core.signature.Profile;
import dev.eresident.core.signature.SignedFile;
import dev.eresident.core.signature.ValidationPolicy;
import dev.eresident.core.signature.validation.CertificateValidation;
import dev.eresident.core.signature.validation.Judgement;
import dev.eresident.core.signature.validation.Rules;
import dev.eresident.core.signature.validation.SignatureMaterial;
import dev.eresident.core.signature.validation.SignatureOutcome;
import dev.eresident.core.signature.validation.SignatureValidation;
import dev.eresident.core.signature.validation.TimeMark;
import dev.eresident.core.trust.TrustPolicy;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Judges DDOC documents. Immutable, thread-safe. */
public final class DdocValidation {
    private final XmlReading xml = new XmlReading(DdocReader.LIMITS);
    private final SignatureValidation validation;
    private final ValueVerification values;

    /**
     * Makes a validation.
     *
     * @param policy whom to believe; the authorities of those years must be among them
     * @param rules only the Estonian rules accept DDOC signatures
     */
    public DdocValidation(TrustPolicy policy, Rules rules) {
        this.validation = new SignatureValidation(policy, rules);
        this.values = new ValueVerification(SignatureVerifier.of(policy.crypto()));
    }

    /**
     * Judges a document, in one pass over its bytes.
     *
     * @param source the document, of any size
     * @param at validation time
     * @return the result; never an exception for foreign bytes
     * @throws IOException when the source cannot be read
     */
    public DdocResult validate(ByteSource source, Instant at) throws IOException {
        return validate(new SourceStream(source), at);
    }

    /**
     * Judges a document that stands in another one.
     *
     * @param content the document, of any size; read to its end and not closed
     * @param at validation time: for a document that a time-stamp covers, the time of that
     * @return the result; never an exception for foreign bytes
     * @throws IOException when the stream cannot be read
     */
    public DdocResult validate(InputStream content, Instant at) throws IOException {
        DdocDocument document;
        try {
            document = DdocReader.read(content, xml);
        } catch (ProtocolException e) {
            FindingCode code =
                    e.code().equals("XML_TOO_LARGE") ? FindingCode.CONTAINER_LIMIT_EXCEEDED : FindingCode.XML_MALFORMED;
            return new DdocResult(List.of(), List.of(), List.of(error(code, message(e))));
        }
        List<Finding> findings = new ArrayList<>(document.findings());
        if (document.signatures().stream().noneMatch(SignatureReader::hasValue)) {
            return new DdocResult(document.files(), List.of(), unsigned(findings, document));
        }
        findings.add(warning(FindingCode.WEAK_DIGEST, "It is SHA-1, the only one that DDOC knows."));
        if (document.version().filter(DdocVersion::isOld).isPresent()) {
            findings.add(warning(FindingCode.OLD_FORMAT_VERSION, ""));
        }
        List<SignatureOutcome> outcomes = new ArrayList<>(document.signatures().size());
        if (document.version().isPresent()) {
            DigestComparison digests =
                    new DigestComparison(document.files(), document.version().get());
            for (XmlElement signature : document.signatures()) {
                outcomes.add(judge(signature, outcomes.size(), document, digests, at));
            }
        }
        return new DdocResult(document.files(), outcomes, findings);
    }

    /** A file without any signature value is not signed, whatever else is wrong with it: nothing in it claims more. */
    private static List<Finding> unsigned(List<Finding> findings, DdocDocument document) {
        List<Finding> warnings = new ArrayList<>(findings.size() + 1);
        for (Finding f : findings) {
            warnings.add(new Finding(f.code(), Finding.Severity.WARNING, f.where(), f.text()));
        }
        if (!document.signatures().isEmpty()) {
            warnings.add(
                    warning(FindingCode.FORMAT_FAILURE, "It has a place for a signature, and no signature there."));
        }
        return warnings;
    }

    private SignatureOutcome judge(
            XmlElement element, int index, DdocDocument document, DigestComparison digests, Instant at) {
        String id = element.attribute("Id").filter(i -> !i.isEmpty()).orElse("signature-" + (index + 1));
        Judgement judgement = new Judgement("#" + id);
        if (document.duplicateIds()) {
            judgement.fail(FindingCode.FORMAT_FAILURE, FindingCode.SIG_DUPLICATE_ID, "");
        }
        if (validation.rules().policy() != ValidationPolicy.ESTONIA) {
            judgement.fail(
                    FindingCode.CRYPTO_CONSTRAINTS_FAILURE_NO_POE, "DDOC is accepted under the Estonian rules only.");
        }
        try {
            DdocVersion version = document.version().orElseThrow();
            return judge(id, SignatureReader.read(element, version), version, digests, at, judgement);
        } catch (ProtocolException e) {
            judgement.fail(FindingCode.FORMAT_FAILURE, message(e));
            return SignatureOutcome.unread(id, judgement, Profile.TM, Optional.empty(), Optional.empty());
        }
    }

    private SignatureOutcome judge(
            String id,
            DdocSignature signature,
            DdocVersion version,
            DigestComparison digests,
            Instant at,
            Judgement judgement) {
        Profile profile = signature.ocspValues().isEmpty() ? Profile.B : Profile.TM;
        Optional<Certificate> signer = SignerCertificate.identify(signature, judgement);
        if (signer.isEmpty()) {
            digests.compare(signature, judgement);
            return SignatureOutcome.unread(id, judgement, profile, signer, signature.claimedAt());
        }
        values.verify(signature, signer.get(), version, judgement);
        List<SignedFile> files = digests.compare(signature, judgement);
        SignerCertificate.issuer(signature, signer.get(), version, judgement);
        if (signature.claimedAt().isEmpty()) {
            judgement.fail(FindingCode.SIG_CONSTRAINTS_FAILURE, "The claimed signing time is missing or not a time.");
        }
        List<Certificate> embedded = signature.certificateValues().stream()
                .flatMap(der -> CertificateValidation.readable(der).stream())
                .toList();
        SignatureMaterial material = new SignatureMaterial(
                signer.get(),
                embedded,
                Optional.of(ValueVerification.RSA_SHA1),
                Set.of(DigestAlgorithm.SHA1),
                signature.claimedAt(),
                profile,
                signature.value(),
                List.of(),
                List.of(),
                List.of(),
                signature.ocspValues().stream()
                        .map(DdocSignature.OcspValue::der)
                        .toList(),
                List.of(),
                Optional.empty(),
                files);
        Optional<Instant> proven = validation.timeMark(material, TimeMark.Form.BARE_SHA1, at, judgement);
        RevocationRecord.compare(signature, embedded, version, proven, judgement);
        return SignatureOutcome.of(id, judgement, material, proven);
    }

    private static String message(ProtocolException e) {
        return e.getMessage() == null ? "" : e.getMessage();
    }

    private static Finding error(FindingCode code, String text) {
        return new Finding(code, Finding.Severity.ERROR, "", text.isEmpty() ? code.sentence() : text);
    }

    private static Finding warning(FindingCode code, String text) {
        String sentence = text.isEmpty() ? code.sentence() : code.sentence() + " " + text;
        return new Finding(code, Finding.Severity.WARNING, "", sentence);
    }
}
