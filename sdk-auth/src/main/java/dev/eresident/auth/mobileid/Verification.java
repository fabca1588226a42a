package dev.eresident.auth.mobileid;

import dev.eresident.auth.AssuranceLevel;
import dev.eresident.auth.AuthenticatedPerson;
import dev.eresident.auth.AuthenticationMethod;
import dev.eresident.auth.Outcome;
import dev.eresident.auth.internal.Holder;
import dev.eresident.auth.internal.VerifiedPerson;
import dev.eresident.core.Bytes;
import dev.eresident.core.Proof;
import dev.eresident.core.certificate.Certificate;
import dev.eresident.core.certificate.Oid;
import dev.eresident.core.internal.crypto.SignatureVerifier;
import dev.eresident.core.trust.TrustPolicy;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * All steps on one answer at one instant. Revocation is asked for last.
 *
 * @param relyingParty who asked
 * @param trust whom to believe
 * @param intermediates between the certificates and the trusted authorities
 * @param policies of Mobile-ID
 * @param at the instant at which everything must be valid
 */
record Verification(
        MobileIdRelyingParty relyingParty,
        TrustPolicy trust,
        List<Certificate> intermediates,
        List<Oid> policies,
        Instant at) {

    /** A verified answer, with what the OCSP responder said. */
    record Result(Trusted trusted, Optional<Bytes> ocsp) {}

    Outcome<Result, MobileIdRefusal> verify(
            MobileIdSession session, MobileIdAnswer answer, Step6Revocation revocation) {
        return new Step1Format(session)
                .parse(answer)
                .then(read -> certificate(session.kind(), session.subject(), read))
                .then(new Step5Signature(session.hashType(), SignatureVerifier.of(trust.crypto()))::check)
                .then(trusted -> status(trusted, revocation));
    }

    /** Verifies a signing certificate, without a signature. */
    Outcome<Result, MobileIdRefusal> verify(String subject, Answer answer, Step6Revocation revocation) {
        return certificate(MobileIdSession.Kind.SIGNATURE, subject, answer)
                .then(trusted -> status(trusted, revocation));
    }

    private Outcome<Trusted, MobileIdRefusal> certificate(MobileIdSession.Kind kind, String subject, Answer answer) {
        return new Step2Trust(trust, intermediates, at)
                .check(answer)
                .then(new Step3Policy(kind, policies)::check)
                .then(new Step4Identity(subject)::check);
    }

    private static Outcome<Result, MobileIdRefusal> status(Trusted trusted, Step6Revocation revocation) {
        return revocation
                .check(trusted.certificate(), trusted.issuer())
                .then(ocsp -> Outcome.succeeded(new Result(trusted, ocsp)));
    }

    MobileIdSignature signature(MobileIdSession session, Result result) {
        return new MobileIdSignature(
                result.trusted().answer().signature(),
                session.hashType(),
                result.trusted().path(),
                at);
    }

    /** Mobile-ID is notified at level high in Estonia. */
    AuthenticatedPerson person(MobileIdSession session, MobileIdAnswer answer, Result result, Duration lifetime) {
        Certificate certificate = result.trusted().certificate();
        Holder holder = Holder.of(certificate.subject()).orElseThrow();
        Proof proof = new LoginProof(session, answer, result.ocsp())
                .write(relyingParty, at, trust, result.trusted().path());
        return VerifiedPerson.of(
                AuthenticationMethod.MOBILE_ID,
                holder.identifier().country().equals("EE") ? AssuranceLevel.HIGH : AssuranceLevel.SUBSTANTIAL,
                trust.environment(),
                certificate,
                holder,
                at.plus(lifetime),
                proof);
    }
}
