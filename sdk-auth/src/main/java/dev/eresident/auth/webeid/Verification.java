package dev.eresident.auth.webeid;

import dev.eresident.auth.AssuranceLevel;
import dev.eresident.auth.AuthenticatedPerson;
import dev.eresident.auth.AuthenticationMethod;
import dev.eresident.auth.internal.Holder;
import dev.eresident.auth.internal.HolderStatus;
import dev.eresident.auth.internal.VerifiedPerson;
import dev.eresident.auth.session.Purpose;
import dev.eresident.core.Proof;
import dev.eresident.core.certificate.Certificate;
import dev.eresident.core.internal.crypto.SignatureVerifier;
import dev.eresident.core.trust.TrustPolicy;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * All steps on one token at one instant, in the order of Web eID §4, except that the status is asked for last.
 *
 * @param origins whose pages are ours
 * @param trust whom to believe
 * @param policy which documents are accepted
 * @param purpose what the signature is for, written into the proof
 * @param nonce what was to be signed
 * @param at the instant at which everything must be valid
 * @param lifetime for how long the person may act
 */
record Verification(
        List<String> origins,
        TrustPolicy trust,
        Step6Policy policy,
        Purpose purpose,
        String nonce,
        Instant at,
        Duration lifetime) {

    WebEidOutcome verify(String token, Step9Status status) {
        Step8Trust trusted = new Step8Trust(trust, at);
        Step10Signature signature = new Step10Signature(origins, nonce, SignatureVerifier.of(trust.crypto()));
        Step<WebEidOutcome> result = Step1Parse.parse(token)
                .then(Step2Format::check)
                .then(Step4Certificate::decode)
                .then(Step5Purpose::check)
                .then(policy::check)
                .then(trusted::checkValidity)
                .then(trusted::checkTrust)
                .then(Step8Trust::checkKey)
                .then(signature::check)
                .then(new Step11SigningCertificates(trusted, policy)::check)
                .then(signed -> finish(token, signed, status));
        return result instanceof Step.Passed<WebEidOutcome> passed
                ? passed.value()
                : ((Step.Refused<WebEidOutcome>) result).why();
    }

    private Step<WebEidOutcome> finish(String token, SignedCandidate signed, Step9Status status) {
        Optional<Holder> holder = Holder.of(signed.certificate().subject());
        if (holder.isEmpty()) {
            return Step.refused(WebEidRefusal.HOLDER_NOT_A_PERSON);
        }
        List<List<Certificate>> paths = new ArrayList<>();
        paths.add(signed.trusted().path());
        signed.offers().forEach(offer -> paths.add(offer.path()));
        return status.check(paths).then(answers -> Step.passed(authenticated(token, signed, holder.get(), answers)));
    }

    private WebEidOutcome authenticated(
            String token, SignedCandidate signed, Holder holder, List<HolderStatus.Answer> answers) {
        Proof proof = new LoginProof(
                        token, nonce, signed.origin(), signed.trusted().path(), answers)
                .write(purpose, at, trust, policy);
        AuthenticatedPerson person = VerifiedPerson.of(
                AuthenticationMethod.WEB_EID,
                AssuranceLevel.HIGH,
                trust.environment(),
                signed.certificate(),
                holder,
                at.plus(lifetime),
                proof);
        return new WebEidOutcome.Authenticated(
                person,
                signed.offers().stream()
                        .map(offer -> new SigningCertificate(offer, holder.identifier(), at))
                        .toList());
    }
}
