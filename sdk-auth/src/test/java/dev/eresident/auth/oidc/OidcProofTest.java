package dev.eresident.auth.oidc;

import static dev.eresident.auth.oidc.OidcWorld.person;
import static dev.eresident.auth.oidc.OidcWorld.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import dev.eresident.auth.AuthenticatedPerson;
import dev.eresident.core.Bytes;
import dev.eresident.core.Proof;
import dev.eresident.core.certificate.Environment;
import dev.eresident.sandbox.oidc.OidcFlavour;
import dev.eresident.sandbox.oidc.OidcService;
import dev.eresident.sandbox.pki.SignatureAlgorithm;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A login that is verified again from its proof, later and offline. */
class OidcProofTest {
    private static OidcWorld world;
    private static Set<String> keys;
    private static AuthenticatedPerson person;
    private static Proof proof;

    @BeforeAll
    static void logIn() {
        world = new OidcWorld();
        person = person(world.login(world.eeId, OidcRequest.login())).person();
        proof = Proof.fromBytes(person.toProof().toBytes());
        keys = world.eeId.keyThumbprints();
        world.clock.advance(Duration.ofDays(3));
        world.service.rotateKeys();
    }

    @AfterAll
    static void close() {
        world.close();
    }

    @Test
    void whenVerifiedAgain_thenTheSamePersonWhoCannotAct() {
        long before = world.service.route().requestCount();

        AuthenticatedPerson again = world.eeId.reverify(proof, keys).orElseThrow();

        assertThat(again.identifier()).isEqualTo(person.identifier());
        assertThat(again.fullName()).isEqualTo(person.fullName());
        assertThat(again.assuranceLevel()).isEqualTo(person.assuranceLevel());
        assertThat(again.validUntil()).isEqualTo(again.verifiedAt()).isEqualTo(person.verifiedAt());
        assertThat(again.toProof()).isEqualTo(proof);
        assertThat(world.service.route().requestCount()).isEqualTo(before);
    }

    @ParameterizedTest
    @EnumSource
    void whenTheLoginWasByAnyProvider_thenItCanBeVerifiedAgain(OidcFlavour flavour) {
        OidcClient client = world.client(flavour);
        Proof other = person(world.login(client, OidcRequest.login())).person().toProof();

        assertThat(client.reverify(other, client.keyThumbprints()).kind()).isEqualTo(OidcOutcome.Kind.AUTHENTICATED);
    }

    @Test
    void whenTheKeyIsAnEllipticCurveOne_thenItCanBeVerifiedAgain() {
        world.service.signWith(SignatureAlgorithm.ES256);
        Proof other =
                person(world.login(world.eeId, OidcRequest.login())).person().toProof();
        world.service.accept();

        assertThat(world.eeId.reverify(other, world.eeId.keyThumbprints()).kind())
                .isEqualTo(OidcOutcome.Kind.AUTHENTICATED);
    }

    @Test
    void whenTheKeyIsNotTrusted_thenTheProofProvesNothing() {
        assertThat(refusal(world.eeId.reverify(proof, Set.of()))).isEqualTo(OidcRefusal.KEY_NOT_TRUSTED);
        assertThat(refusal(world.eeId.reverify(
                        proof, world.client(OidcFlavour.EEID).keyThumbprints())))
                .isEqualTo(OidcRefusal.KEY_NOT_TRUSTED);
    }

    @ParameterizedTest
    @CsvSource({
        "issuer, https://other.example, PROOF_INCOMPLETE",
        "client-id, another, PROOF_INCOMPLETE",
        "provider, another, PROOF_INCOMPLETE",
        "methods, SMART_ID, METHOD_NOT_REQUESTED",
        "methods, NONSENSE, PROOF_INCOMPLETE",
        "level, ABOVE, PROOF_INCOMPLETE",
        "started-at, 2026-11-23T10:00:00Z, TOKEN_TOO_OLD",
        "started-at, now, PROOF_INCOMPLETE",
        "nonce-sha256, 00, NONCE_MISMATCH",
        "nonce-sha256, xy, PROOF_INCOMPLETE",
        "access-token-sha256, 00, ACCESS_TOKEN_MISMATCH",
        "profile, flat, CLAIMS_MALFORMED",
        "key-id, another, KEY_UNKNOWN"
    })
    void whenOneFactWasChanged_thenItIsNoticed(String name, String value, OidcRefusal expected) {
        Map<String, String> facts = new HashMap<>(proof.facts());
        assertThat(facts.put(name, value)).isNotNull();

        assertThat(refusal(world.eeId.reverify(
                        Proof.of(proof.type(), proof.verifiedAt(), facts, proof.materials()), keys)))
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"issuer", "client-id", "methods", "level", "started-at", "nonce-sha256", "profile"})
    void whenAFactIsMissing_thenTheProofIsIncomplete(String name) {
        Map<String, String> facts = new HashMap<>(proof.facts());
        assertThat(facts.remove(name)).isNotNull();

        assertThat(refusal(world.eeId.reverify(
                        Proof.of(proof.type(), proof.verifiedAt(), facts, proof.materials()), keys)))
                .isEqualTo(OidcRefusal.PROOF_INCOMPLETE);
    }

    @Test
    void whenAMaterialIsMissingOrNoKey_thenTheProofIsIncomplete() {
        Map<String, Bytes> withoutToken = Map.of("key", proof.materials().get("key"));
        Map<String, Bytes> withoutKey = Map.of("id-token", proof.materials().get("id-token"));
        Map<String, Bytes> noKey = new HashMap<>(proof.materials());
        noKey.put("key", Bytes.of("{}".getBytes(StandardCharsets.UTF_8)));

        for (Map<String, Bytes> materials : java.util.List.of(withoutToken, withoutKey, noKey)) {
            assertThat(refusal(world.eeId.reverify(
                            Proof.of(proof.type(), proof.verifiedAt(), proof.facts(), materials), keys)))
                    .isEqualTo(OidcRefusal.PROOF_INCOMPLETE);
        }
    }

    @Test
    void whenTheTimeWasChanged_thenTheTokenHadExpired() {
        assertThat(refusal(world.eeId.reverify(
                        Proof.of(
                                proof.type(),
                                proof.verifiedAt().plus(Duration.ofMinutes(2)),
                                proof.facts(),
                                proof.materials()),
                        keys)))
                .isEqualTo(OidcRefusal.TOKEN_EXPIRED);
    }

    @Test
    void whenTheProofIsOfAnotherMethod_thenItIsRefused() {
        assertThat(refusal(world.eeId.reverify(
                        Proof.of("web-eid-login", proof.verifiedAt(), proof.facts(), proof.materials()), keys)))
                .isEqualTo(OidcRefusal.PROOF_INCOMPLETE);
    }

    @Test
    void whenAnotherClientVerifiesIt_thenItIsRefused() {
        OidcClient real = OidcClient.builder()
                .provider(OidcProvider.eeId(Environment.PRODUCTION), world.transport)
                .credentials(OidcCredentials.basic(OidcService.CLIENT_ID, OidcWorld.secret()))
                .redirectUri(OidcService.REDIRECT_URI)
                .replayGuard(dev.eresident.auth.session.ReplayGuard.inMemory(world.clock, 1))
                .clock(world.clock)
                .random(new java.security.SecureRandom())
                .build();

        assertThat(refusal(real.reverify(proof, keys))).isEqualTo(OidcRefusal.PROOF_INCOMPLETE);
    }

    @Test
    void whenTheProofIsRead_thenNoSecretIsInIt() {
        assertThat(proof.facts()).doesNotContainKeys("code-verifier", "nonce", "state", "access-token");
        assertThat(proof.materials()).containsOnlyKeys("id-token", "key");
    }
}
