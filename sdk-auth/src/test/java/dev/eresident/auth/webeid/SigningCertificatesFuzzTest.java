package dev.eresident.auth.webeid;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.eresident.core.CryptoChoice;
import dev.eresident.core.certificate.Certificate;
import dev.eresident.core.internal.crypto.SignatureVerifier;
import dev.eresident.core.trust.TrustAnchors;
import dev.eresident.core.trust.TrustPolicy;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Objects;

/** Whatever stands in the lists of format 1.1, or in the fragment of the app, it is answered with a value: an exception is a finding. */
class SigningCertificatesFuzzTest {
    private static final Instant AT = Instant.parse("2026-11-23T09:00:00Z");

    @FuzzTest(maxDuration = "60s")
    void whenAnyBytesAreSent_thenAnswered(byte[] data) throws IOException {
        String json = new String(data, StandardCharsets.UTF_8);
        Certificate certificate;
        try (InputStream in = Objects.requireNonNull(
                SigningCertificatesFuzzTest.class.getResourceAsStream("rsa2048.pem"), "rsa2048.pem")) {
            certificate = Certificate.readAll(in.readAllBytes()).get(0);
        }
        Step11SigningCertificates step = new Step11SigningCertificates(
                new Step8Trust(TrustPolicy.test(TrustAnchors.ofCas(List.of(certificate))), AT),
                new Step6Policy(Step6Policy.NO_CARDS, List.of()));
        Step10Signature signature = new Step10Signature(
                List.of("https://bank.example"), "A".repeat(44), SignatureVerifier.of(CryptoChoice.standard()));
        Step<SignedCandidate> lists = Step1Parse.parse(json)
                .then(Step2Format::check)
                .then(known -> step.check(new SignedCandidate(
                        new TrustedCandidate(known, List.of(certificate, certificate)), "", List.of())));
        Step<SignedCandidate> whole = Step1Parse.parse(json)
                .then(Step2Format::check)
                .then(Step4Certificate::decode)
                .then(candidate -> signature.check(
                        new TrustedCandidate(candidate.known(), List.of(candidate.certificate(), certificate))));
        Step<TrustedOffer> offer = CardSigning.read(json)
                .map(sent -> step.check(sent, List.of(), Step::passed))
                .orElseGet(() -> Step.refused(WebEidRefusal.SIGNING_ANSWER_UNPARSABLE));
        MobileAnswer answer = MobileAnswer.read(json);
        if (lists == null || whole == null || offer == null || answer == null) {
            throw new AssertionError("neither passed nor refused");
        }
    }
}
