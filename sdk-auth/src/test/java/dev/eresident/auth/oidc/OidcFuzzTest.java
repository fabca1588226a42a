package dev.eresident.auth.oidc;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.eresident.core.CryptoChoice;
import dev.eresident.core.ProtocolException;
import dev.eresident.core.TrustException;
import dev.eresident.core.certificate.Environment;
import dev.eresident.core.internal.crypto.SignatureVerifier;
import dev.eresident.core.internal.json.StrictJson;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Whatever a provider or browser sends, a value or one of the promised exceptions comes out. Passing anything is a finding: nothing here is signed. */
class OidcFuzzTest {
    private static final Instant AT = Instant.parse("2026-11-23T09:00:00Z");
    private static final OidcProvider PROVIDER = OidcProvider.eeId(Environment.PRODUCTION);

    @FuzzTest(maxDuration = "60s")
    void whenAnyTokenComes_thenRefused(byte[] data) {
        String token = new String(data, StandardCharsets.UTF_8);
        Step4Signature.Keys none = (id, algorithm) -> Optional.empty();
        SignatureVerifier verifier = SignatureVerifier.of(CryptoChoice.standard());
        LogoutToken rules = new LogoutToken("c", AT, Duration.ofSeconds(10));
        OidcLogoutOutcome.Requested nobody = rules.plausible(token, "i"::equals)
                .then(signed -> rules.verify(signed, "i", none, verifier))
                .end(ok -> ok, refused -> null);
        if (nobody != null) {
            throw new AssertionError("believed");
        }
    }

    @FuzzTest(maxDuration = "60s")
    void whenAnyClaimsAreSigned_thenJudged(byte[] data) {
        try {
            VerifiedToken token = new VerifiedToken(StrictJson.strict().parse(data), "k", KEY);
            Verification.claims(
                            new LoginProof(
                                    "eeID",
                                    "https://auth.eeid.ee/hydra-public/",
                                    "c",
                                    java.util.Set.of(OidcMethod.ID_CARD),
                                    dev.eresident.auth.AssuranceLevel.LOW,
                                    AT,
                                    Step8Binding.hash("n"),
                                    Optional.of(Step8Binding.hash("a")),
                                    data.length % 2 == 0,
                                    ""),
                            token,
                            AT,
                            Duration.ofSeconds(10))
                    .end(ok -> ok.holder().identifier().text(), refused -> refused.text());
        } catch (ProtocolException e) {
            // Not JSON.
        }
    }

    @FuzzTest(maxDuration = "60s")
    void whenAnyKeysArePublished_thenOnlyUsableOnesAreRead(byte[] data) {
        try {
            List<JsonWebKey> keys = JsonWebKey.readSet(data);
            keys.forEach(key -> {
                if (JsonWebKey.readProof(dev.eresident.core.Bytes.of(key.json().getBytes(StandardCharsets.UTF_8)), "k")
                        .isEmpty()) {
                    throw new AssertionError("a key that was read is not read again");
                }
            });
        } catch (ProtocolException e) {
            // Not a key set.
        }
    }

    @FuzzTest(maxDuration = "60s")
    void whenAnyDocumentIsDiscovered_thenItsEndpointsAreSecure(byte[] data) {
        try {
            Metadata read = Metadata.read(data, PROVIDER);
            if (!Addresses.usable(read.token()) || !PROVIDER.mayBe(read.issuer())) {
                throw new AssertionError("an unsafe endpoint or a foreign issuer was taken");
            }
        } catch (ProtocolException | TrustException e) {
            // Not a discovery document of this provider.
        }
    }

    @FuzzTest(maxDuration = "60s")
    void whenAnyCallbackComes_thenItsParametersAreUnique(byte[] data) {
        Optional<Map<String, String>> parameters =
                new OidcCallback(new String(data, StandardCharsets.UTF_8)).parameters();
        if (parameters.isPresent() && parameters.get().containsKey(null)) {
            throw new AssertionError("a parameter without a name");
        }
    }

    private static final JsonWebKey KEY = JsonWebKey.readProof(
                    dev.eresident.core.Bytes.of(
                            "{\"crv\":\"P-256\",\"kty\":\"EC\",\"x\":\"f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU\",\"y\":\"x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0\"}"
                                    .getBytes(StandardCharsets.UTF_8)),
                    "k")
            .orElseThrow();
}
