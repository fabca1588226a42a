package dev.eresident.auth.smartid;

import dev.eresident.auth.AuthenticatedPerson;
import dev.eresident.auth.AuthenticationMethod;
import dev.eresident.auth.Outcome;
import dev.eresident.auth.internal.Holder;
import dev.eresident.auth.internal.VerifiedPerson;
import dev.eresident.core.Bytes;
import dev.eresident.core.Proof;
import dev.eresident.core.certificate.Certificate;
import dev.eresident.core.internal.crypto.SignatureVerifier;
import dev.eresident.core.trust.TrustPolicy;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * All steps on one answer at one instant, in the order of the reference, §5.2, except that revocation is asked for last.
 *
 * @param relyingParty who asked
 * @param trust whom to believe
 * @param intermediates between the accounts and the trusted authorities
 * @param at the instant at which everything must be valid
 * @param stored whether a stored proof is verified again
 */
record Verification(
        SmartIdRelyingParty relyingParty,
        TrustPolicy trust,
        List<Certificate> intermediates,
        Instant at,
        boolean stored) {

    /** A verified answer, with what the OCSP responder said. */
    record Result(Trusted trusted, Optional<Bytes> ocsp) {}

    Outcome<Result, SmartIdRefusal> verify(
            SmartIdSession session,
            SmartIdAnswer answer,
            Optional<SmartIdCallback> callback,
            Step6Revocation revocation) {
        Step3FlowType offered = new Step3FlowType(session);
        return new Step2Format(session)
                .parse(answer)
                .then(new Step1Callback(session, callback, stored)::check)
                .then(offered::check)
                .then(offered::checkLevel)
                .then(read -> verify(session, read, revocation));
    }

    /** From the certificate on. */
    Outcome<Result, SmartIdRefusal> verify(SmartIdSession session, Answer answer, Step6Revocation revocation) {
        Step10Signature signature = new Step10Signature(session, relyingParty, SignatureVerifier.of(trust.crypto()));
        return new Step5Trust(trust, intermediates, at)
                .check(answer)
                .then(new Step7Policy(session.kind(), trust.environment())::check)
                .then(new Step9Identity(session)::check)
                .then(signature::check)
                .then(trusted -> revocation
                        .check(trusted.certificate(), trusted.issuer())
                        .then(ocsp -> Outcome.succeeded(new Result(trusted, ocsp))));
    }

    SmartIdAccount account(SmartIdSession session, Result result) {
        boolean byCode = session.kind() == SmartIdSession.Kind.CERTIFICATE
                && result.trusted().answer().flow().equals(Optional.of(FlowType.QR));
        return new SmartIdAccount(
                result.trusted().answer().documentNumber(),
                result.trusted().path(),
                byCode ? Optional.of(session.id()) : Optional.empty(),
                at);
    }

    AuthenticatedPerson person(
            SmartIdSession session,
            SmartIdAnswer answer,
            Optional<SmartIdCallback> callback,
            Result result,
            Duration lifetime) {
        Certificate certificate = result.trusted().certificate();
        Holder holder = Holder.of(certificate.subject()).orElseThrow();
        Proof proof = new LoginProof(session, answer, callback, result.ocsp())
                .write(relyingParty, at, trust, result.trusted().path());
        return VerifiedPerson.of(
                AuthenticationMethod.SMART_ID,
                result.trusted().answer().level().assurance(holder.identifier()),
                trust.environment(),
                certificate,
                holder,
                at.plus(lifetime),
                proof);
    }
}
