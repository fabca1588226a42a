package dev.eresident.core.signature.xades;

import dev.eresident.core.ProtocolException;
import dev.eresident.core.certificate.Certificate;
import dev.eresident.core.internal.crypto.SignatureVerifier;
import dev.eresident.core.revocation.OcspCheck;
import dev.eresident.core.signature.FindingCode;
import dev.eresident.core.signature.Profile;
import dev.eresident.core.signature.Qualification;
import dev.eresident.core.signature.SignedFile;
import dev.eresident.core.signature.Verdict;
import dev.eresident.core.signature.qualification.SignatureQualification;
import dev.eresident.core.timestamp.TimestampCheck;
import dev.eresident.core.trust.TrustPolicy;
import dev.eresident.core.trust.TrustService;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Judges the signatures of a container, one by one, in the order of EN 319 102-1 and then by the Estonian rules. Immutable, thread-safe. */
public final class XadesValidation {
    private final TrustPolicy policy;
    private final CryptographicVerification cryptography;
    private final TimestampValidation timestamps;
    private final OcspCheck ocsp;

    /**
     * Makes a validation.
     *
     * @param policy whom to believe
     */
    public XadesValidation(TrustPolicy policy) {
        this.policy = policy;
        this.cryptography = new CryptographicVerification(SignatureVerifier.of(policy.crypto()));
        this.timestamps = new TimestampValidation(TimestampCheck.with(policy));
        this.ocsp = OcspCheck.with(policy);
    }

    /**
     * Judges one signature.
     *
     * @param file the signature file
     * @param index position of the signature in the file, from 0
     * @param files the container's data files
     * @param at validation time
     * @return the outcome; never an exception for foreign bytes
     */
    public SignatureOutcome validate(SignatureFile file, int index, SignedFiles files, Instant at) {
        SignatureFile.Entry entry = file.signatures().get(index);
        String id = entry.id().isEmpty() ? "signature-" + (index + 1) : entry.id();
        Judgement judgement = new Judgement(file.name() + "#" + id);
        if (file.duplicateId()) {
            judgement.fail(FindingCode.FORMAT_FAILURE, FindingCode.SIG_DUPLICATE_ID, "");
        }
        Optional<ParsedSignature> parsed = entry.parsed();
        if (parsed.isEmpty()) {
            judgement.fail(FindingCode.FORMAT_FAILURE, entry.problem());
        } else {
            SignatureAcceptance.structure(parsed.get(), judgement);
        }
        if (parsed.isEmpty() || judgement.failed()) {
            Profile profile = parsed.map(XadesValidation::profile).orElse(Profile.B);
            Optional<Instant> claimed = parsed.flatMap(SignatureAcceptance::claimedTime);
            return outcome(
                    id, judgement, profile, Optional.empty(), claimed, Optional.empty(), Optional.empty(), List.of());
        }
        try {
            return validate(id, parsed.get(), files, at, judgement);
        } catch (ProtocolException e) {
            Judgement refused = new Judgement(file.name() + "#" + id);
            refused.fail(FindingCode.FORMAT_FAILURE, e.getMessage() == null ? "" : e.getMessage());
            return outcome(
                    id,
                    refused,
                    profile(parsed.get()),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    List.of());
        }
    }

    private SignatureOutcome validate(
            String id, ParsedSignature signature, SignedFiles files, Instant at, Judgement judgement) {
        Profile profile = profile(signature);
        Optional<Instant> claimed = SignatureAcceptance.claimedTime(signature);
        Optional<Certificate> signer = SigningCertificateIdentification.identify(signature, judgement);
        if (signer.isEmpty()) {
            return outcome(id, judgement, profile, signer, claimed, Optional.empty(), Optional.empty(), List.of());
        }
        CryptographicVerification.Coverage coverage = cryptography.verify(signature, signer.get(), files, judgement);
        SignatureAcceptance.accept(signature, judgement);
        if (profile == Profile.TM) {
            judgement.fail(FindingCode.TIMEMARK_NOT_JUDGED, "");
            return outcome(
                    id, judgement, profile, signer, claimed, Optional.empty(), Optional.empty(), coverage.files());
        }
        List<Certificate> candidates = CertificateValidation.candidates(signature, signer.get());
        TimestampValidation.Times times = timestamps.validate(signature, candidates, at, judgement);
        Optional<Certificate> issuer = CertificateValidation.trustedIssuer(
                signer.get(), candidates, times.proven().orElse(at), policy, judgement);
        CertificateValidation.purpose(signer.get(), judgement);
        RevocationAnswers answers = RevocationAnswers.none();
        if (issuer.isPresent()) {
            answers = RevocationAnswers.of(
                    signature.ocspValues(), signer.get(), issuer.get(), candidates, ocsp, policy.anchors(), at);
            LongTermValidation.validate(signature, signer.get(), answers, times.proven(), at, judgement);
        }
        Instant best = times.proven().orElse(at);
        List<List<TrustService>> services = policy.paths().issuingServices(signer.get(), candidates);
        EstonianRules.timeAndStatus(signature, times, answers, judgement);
        EstonianRules.issuer(SignatureQualification.of(signer.get(), services, best, Verdict.VALID), judgement);
        EstonianRules.coverage(signature, coverage, files, judgement);
        if (profile == Profile.LTA) {
            judgement.warn(FindingCode.ARCHIVE_TIMESTAMP_NOT_JUDGED, "");
        }
        Qualification level = SignatureQualification.of(signer.get(), services, best, judgement.verdict())
                .level();
        return outcome(id, judgement, profile, signer, claimed, times.proven(), Optional.of(level), coverage.files());
    }

    private static SignatureOutcome outcome(
            String id,
            Judgement judgement,
            Profile profile,
            Optional<Certificate> signer,
            Optional<Instant> claimed,
            Optional<Instant> proven,
            Optional<Qualification> qualification,
            List<SignedFile> covered) {
        return new SignatureOutcome(
                id,
                judgement.verdict(),
                judgement.code(),
                profile,
                signer,
                claimed,
                proven,
                qualification,
                covered,
                judgement.findings());
    }

    /** The level as far as the structure tells (signatures reference §3.2). */
    private static Profile profile(ParsedSignature signature) {
        if (signature.timestamps().isEmpty()) {
            boolean timeMark = signature.policy() instanceof SignaturePolicy.Explicit explicit && explicit.isTimeMark();
            return timeMark && !signature.ocspValues().isEmpty() ? Profile.TM : Profile.B;
        }
        if (signature.archiveTimestamps() > 0) {
            return Profile.LTA;
        }
        return signature.ocspValues().isEmpty() && signature.crlValues() == 0 ? Profile.T : Profile.LT;
    }
}
