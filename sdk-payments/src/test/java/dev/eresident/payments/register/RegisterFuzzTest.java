package dev.eresident.payments.register;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.eresident.core.Bytes;
import dev.eresident.core.EResidentException;
import dev.eresident.core.SecretBytes;
import dev.eresident.core.id.RegistryCode;
import dev.eresident.core.transport.TransportResponse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Foreign bytes as the register's answer, through what both doors do with it: an answer to this question, or a typed failure. */
class RegisterFuzzTest {
    private static final RegistryCode CODE = RegistryCode.parse("19990016");
    private static final Instant AT = Instant.parse("2026-11-23T09:00:00Z");
    private static final String PASSWORD = "fuzz-password";
    private static final RegisterCredentials CREDENTIALS =
            RegisterCredentials.of("fuzz", SecretBytes.of(PASSWORD.getBytes(StandardCharsets.UTF_8)));
    private static final int ROUNDS = 3000;
    private static final byte[] SOUND = ("<S:Envelope xmlns:S=\"http://schemas.xmlsoap.org/soap/envelope/\"><S:Body>"
                    + "<p:esindus_v2Response xmlns:p=\"http://arireg.x-road.eu/producer/\"><p:paring><p:ariregister_parool>"
                    + PASSWORD
                    + "</p:ariregister_parool><p:ariregistri_kood>19990016</p:ariregistri_kood></p:paring><p:keha>"
                    + "<p:ettevotjad><p:item><p:ariregistri_kood>19990016</p:ariregistri_kood><p:arinimi>Proov</p:arinimi>"
                    + "<p:staatus>R</p:staatus><p:isikud><p:item><p:fyysilise_isiku_kood>48402290009</p:fyysilise_isiku_kood>"
                    + "<p:isikukood_riik>EST</p:isikukood_riik><p:fyysilise_isiku_roll>JUHL</p:fyysilise_isiku_roll>"
                    + "<p:ainuesindusoigus_olemas>EI</p:ainuesindusoigus_olemas></p:item></p:isikud></p:item></p:ettevotjad>"
                    + "</p:keha></p:esindus_v2Response></S:Body></S:Envelope>")
            .getBytes(StandardCharsets.UTF_8);

    @FuzzTest
    void whenAnyBytes_thenAnswerOrTypedFailure(byte[] bytes) {
        read(bytes);
    }

    /** Cuts, then reads, as both doors do; the direct door looks for faults before. */
    private static Optional<RegisterAnswer.Rights> read(byte[] bytes) {
        for (int status : new int[] {200, 500, 302}) {
            try {
                DirectDoor.refuse(new TransportResponse(status, Map.of("content-type", "text/xml"), Bytes.of(bytes)));
                assertThat(status).isEqualTo(200);
            } catch (EResidentException e) {
                assertOurs(e);
            }
        }
        for (RegisterCredentials credentials : new RegisterCredentials[] {RegisterCredentials.none(), CREDENTIALS}) {
            try {
                Bytes kept = CredentialCut.cut(Bytes.of(bytes), credentials);
                if (credentials.present()) {
                    assertThat(new String(kept.toByteArray(), StandardCharsets.UTF_8))
                            .doesNotContain(PASSWORD);
                }
                RegisterAnswer.company(kept, CODE);
            } catch (EResidentException e) {
                assertOurs(e);
            }
        }
        try {
            return RegisterAnswer.rights(CredentialCut.cut(Bytes.of(bytes), CREDENTIALS), CODE, AT);
        } catch (EResidentException e) {
            assertOurs(e);
            return Optional.empty();
        }
    }

    private static void assertOurs(EResidentException e) {
        assertThat(e.code()).matches("REGISTER_[A-Z_]+|HTTP_302");
        assertThat(e.toString()).doesNotContain(PASSWORD);
        assertThat(e.getCause()).isNull();
    }

    @Test
    void whenAnAnswerIsChangedAnywhere_thenARightToActAloneIsNeverInvented() {
        assertThat(read(SOUND)).isPresent();
        Random random = new Random(11);
        int refused = 0;
        for (int round = 0; round < ROUNDS; round++) {
            Optional<RegisterAnswer.Rights> rights = read(mutate(random));
            if (rights.isEmpty()) {
                refused++;
            }
            assertThat(rights.stream().flatMap(found -> found.rows().stream()))
                    .as("round %s", round)
                    .noneMatch(RegisterAnswer.Row::alone);
        }
        assertThat(refused).isGreaterThan(ROUNDS / 3);
    }

    private static byte[] mutate(Random random) {
        byte[] bytes = SOUND.clone();
        int at = random.nextInt(bytes.length);
        if (random.nextBoolean()) {
            bytes[at] ^= (byte) (1 << random.nextInt(8));
            return bytes;
        }
        int to = Math.min(bytes.length, at + 1 + random.nextInt(60));
        byte[] cut = Arrays.copyOf(bytes, bytes.length - (to - at));
        System.arraycopy(bytes, to, cut, at, bytes.length - to);
        return cut;
    }
}
