package dev.eresident.auth.webeid;

import static dev.eresident.auth.webeid.WebEidWorld.ORIGIN;
import static dev.eresident.auth.webeid.WebEidWorld.SESSION;
import static dev.eresident.auth.webeid.WebEidWorld.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import dev.eresident.auth.AuthenticatedPerson;
import dev.eresident.auth.session.Purpose;
import dev.eresident.auth.session.SessionBinding;
import dev.eresident.auth.webeid.bound.BoundNonceDoor;
import java.io.IOException;
import java.io.InputStream;
import java.lang.module.ModuleDescriptor;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The door through which another room binds the nonce: for one module, one purpose, and never a login. */
class BoundNonceTest {
    private static final String NONCE = "Ym91bmQgbm9uY2Ugb2YgYSB0ZXN0LCAzMiBieXRlcyE=";
    private static final SessionBinding BINDING = SessionBinding.of(SESSION);

    private static WebEidWorld world;
    private static BoundNonceDoor door;

    @BeforeAll
    static void start() {
        world = new WebEidWorld();
        door = BoundNonceDoor.of(world.webEid);
    }

    @AfterAll
    static void stop() {
        world.close();
    }

    private static Instant expiry() {
        return world.clock.instant().plusSeconds(60);
    }

    private static String nonce(char last) {
        return NONCE.substring(0, NONCE.length() - 2) + last + "=";
    }

    @Test
    void whenTheModuleIsRead_thenTheDoorIsForPaymentsOnly() throws IOException {
        try (InputStream in = Files.newInputStream(Path.of("target/classes/module-info.class"))) {
            assertThat(ModuleDescriptor.read(in).exports().stream()
                            .filter(export -> export.source().endsWith(".bound"))
                            .map(ModuleDescriptor.Exports::targets))
                    .containsExactly(Set.of("dev.eresident.payments"));
        }
    }

    @Test
    void whenTheServiceIsRead_thenNoPublicMethodTakesANonce() {
        assertThat(Arrays.stream(WebEid.class.getMethods())
                        .filter(method -> method.getDeclaringClass() != Object.class)
                        .map(Method::getName)
                        .distinct())
                .containsExactlyInAnyOrder("builder", "start", "finish", "reverify", "toString");
        assertThat(Arrays.stream(WebEid.class.getMethods())
                        .filter(method -> method.getName().equals("start"))
                        .map(method -> method.getParameterTypes()[0]))
                .containsOnly(Purpose.class);
    }

    @Test
    void whenTheBoundNonceIsSigned_thenThePersonIsEvidenceAndCannotAct() {
        String nonce = nonce('E');
        Instant expiry = expiry();
        door.register(nonce, expiry, BINDING);

        assertThat(door.consume(nonce, expiry, BINDING)).isEmpty();
        AuthenticatedPerson person = door.verify(
                        nonce, expiry, world.sandbox.eResident().webEidToken(ORIGIN, nonce))
                .orElseThrow();

        assertThat(person.validUntil()).isEqualTo(person.verifiedAt());
        assertThat(person.toProof().type()).isEqualTo("web-eid-authorise");
        assertThat(person.toProof().facts()).containsEntry("purpose", "AUTHORISE");
        assertThat(door.reverify(person.toProof(), nonce, world.trust).kind())
                .isEqualTo(WebEidOutcome.Kind.AUTHENTICATED);
        assertThat(refusal(door.reverify(person.toProof(), nonce('I'), world.trust)))
                .isEqualTo(WebEidRefusal.SIGNATURE_INVALID);
        assertThat(refusal(world.webEid.reverify(person.toProof(), world.trust)))
                .isEqualTo(WebEidRefusal.PROOF_INCOMPLETE);
    }

    @Test
    void whenALoginComesThroughTheDoor_thenRefused() {
        WebEidChallenge login = world.start();

        assertThat(door.consume(login.nonce(), login.expiresAt(), BINDING).map(WebEidOutcome.Rejected::code))
                .contains(WebEidRefusal.CHALLENGE_WRONG_PURPOSE);
        assertThat(refusal(door.reverify(
                        world.login(world.sandbox.eResident()).orElseThrow().toProof(), login.nonce(), world.trust)))
                .isEqualTo(WebEidRefusal.PROOF_INCOMPLETE);
    }

    @Test
    void whenABoundNonceIsUsedToLogIn_thenRefusedAndBurnt() {
        String nonce = nonce('M');
        Instant expiry = expiry();
        door.register(nonce, expiry, BINDING);
        String token = world.sandbox.eResident().webEidToken(ORIGIN, nonce);

        assertThat(refusal(world.webEid.finish(new WebEidChallenge(nonce, Purpose.LOGIN, expiry), token, SESSION)))
                .isEqualTo(WebEidRefusal.CHALLENGE_WRONG_PURPOSE);
        assertThat(door.consume(nonce, expiry, BINDING).map(WebEidOutcome.Rejected::code))
                .contains(WebEidRefusal.CHALLENGE_ALREADY_USED);
    }
}
