package dev.eresident.payments.sca;

import static dev.eresident.payments.sca.PaymentWorld.CHARGE;
import static dev.eresident.payments.sca.PaymentWorld.COMPANY;
import static dev.eresident.payments.sca.PaymentWorld.ORIGIN;
import static dev.eresident.payments.sca.PaymentWorld.SESSION;
import static dev.eresident.payments.sca.PaymentWorld.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import dev.eresident.core.Proof;
import dev.eresident.core.SecretBytes;
import dev.eresident.core.id.RegistryCode;
import dev.eresident.core.testing.RawServer;
import dev.eresident.core.transport.Transport;
import dev.eresident.payments.register.BusinessRegister;
import dev.eresident.payments.register.ConfirmedRepresentation;
import dev.eresident.payments.register.RegisterCredentials;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The payer acts for a company: the right that the register confirmed is bound, too. */
class RepresentativeTest {
    private static final String SOAP = "http://schemas.xmlsoap.org/soap/envelope/";

    private final PaymentWorld world = new PaymentWorld();
    private final RawServer server = new RawServer((socket, out, closed) -> {
        String question = read(socket.getInputStream());
        byte[] answer = answer(question.replaceAll("(?s).*ariregistri_kood>([0-9]+)<.*", "$1"))
                .getBytes(StandardCharsets.UTF_8);
        String head =
                "HTTP/1.1 200 OK\r\nContent-Type: text/xml; charset=utf-8\r\nConnection: close\r\nContent-Length: ";
        out.write((head + answer.length + "\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
        out.write(answer);
        out.flush();
    });
    private final BusinessRegister register = BusinessRegister.direct(
            Transport.standard(),
            server.uri().resolve("/"),
            RegisterCredentials.of("user", SecretBytes.of("not-a-secret".getBytes(StandardCharsets.US_ASCII))),
            world.clock);

    @AfterEach
    void stop() {
        server.close();
        world.close();
    }

    private static String read(InputStream in) throws IOException {
        StringBuilder message = new StringBuilder();
        for (int octet = in.read(); octet >= 0; octet = in.read()) {
            message.append((char) octet);
            if (message.lastIndexOf("Envelope>") > 0 && message.length() - message.lastIndexOf("Envelope>") == 9) {
                break;
            }
        }
        return message.toString();
    }

    private String answer(String company) {
        return "<s:Envelope xmlns:s=\"" + SOAP + "\"><s:Body>"
                + "<p:esindus_v2Response xmlns:p=\"http://arireg.x-road.eu/producer/\"><p:keha><p:ettevotjad><p:item>"
                + "<p:ariregistri_kood>" + company + "</p:ariregistri_kood><p:arinimi>Näidis OÜ</p:arinimi>"
                + "<p:staatus>R</p:staatus><p:isikud><p:item>"
                + "<p:fyysilise_isiku_kood>" + world.card.person().personalCode() + "</p:fyysilise_isiku_kood>"
                + "<p:fyysilise_isiku_roll>JUHL</p:fyysilise_isiku_roll><p:isikukood_riik>EST</p:isikukood_riik>"
                + "<p:ainuesindusoigus_olemas>JAH</p:ainuesindusoigus_olemas></p:item></p:isikud>"
                + "</p:item></p:ettevotjad></p:keha></p:esindus_v2Response></s:Body></s:Envelope>";
    }

    private ConfirmedRepresentation right(RegistryCode company) {
        return register.representation(world.person, company).orElseThrow();
    }

    private AuthorisationOutcome finish(PendingAuthorisation pending, ConfirmedRepresentation right) {
        return world.authorisation.finish(pending, CHARGE, right, world.token(pending), SESSION);
    }

    @Test
    void whenTheRepresentativeSigns_thenThePaymentNamesTheRight() {
        ConfirmedRepresentation right = right(COMPANY);

        AuthorisedPayment.ByPayer payment = (AuthorisedPayment.ByPayer)
                finish(world.authorisation.start(CHARGE, right, SESSION), right).orElseThrow();

        assertThat(payment.representation()).containsSame(right);
        assertThat(payment.payer().identifier()).isEqualTo(right.person().identifier());
    }

    @Test
    void whenAnotherPersonSigns_thenNotTheRepresentative() {
        ConfirmedRepresentation right = right(COMPANY);
        PendingAuthorisation pending = world.authorisation.start(CHARGE, right, SESSION);
        String token = world.sandbox.citizen().webEidToken(ORIGIN, pending.nonce());

        assertThat(refusal(world.authorisation.finish(pending, CHARGE, right, token, SESSION)))
                .isEqualTo(AuthorisationRefusal.NOT_THE_REPRESENTATIVE);
    }

    @Test
    void whenTheRightIsForAnotherCompany_thenRefused() {
        ConfirmedRepresentation right = right(RegistryCode.parse("87654321"));

        assertThat(refusal(finish(world.authorisation.start(CHARGE, right, SESSION), right)))
                .isEqualTo(AuthorisationRefusal.REPRESENTATION_OTHER_COMPANY);
    }

    @Test
    void whenTheRightWasConfirmedTooLongAgo_thenStale() {
        ConfirmedRepresentation right = right(COMPANY);
        world.clock.advance(Duration.ofMinutes(3));
        PendingAuthorisation first = world.authorisation.start(CHARGE, right, SESSION);
        PendingAuthorisation second = world.authorisation.start(CHARGE, right, SESSION);
        world.clock.advance(Duration.ofMinutes(2));
        assertThat(finish(first, right).kind()).isEqualTo(AuthorisationOutcome.Kind.AUTHORISED);
        world.clock.advance(Duration.ofNanos(1));

        assertThat(refusal(finish(second, right))).isEqualTo(AuthorisationRefusal.REPRESENTATION_STALE);
    }

    @Test
    void whenTheRightEndsBeforeTheAuthorisation_thenThePaymentEndsWithIt() {
        ConfirmedRepresentation right = right(COMPANY);
        world.clock.advance(Duration.ofMinutes(4));

        AuthorisedPayment payment =
                finish(world.authorisation.start(CHARGE, right, SESSION), right).orElseThrow();

        assertThat(payment.validUntil()).isEqualTo(right.validUntil());
        assertThat(payment.isValidAt(right.validUntil().plusNanos(1))).isFalse();
    }

    @Test
    void whenTheRightIsNotTheOneOfTheStart_thenNotThePayer() {
        ConfirmedRepresentation right = right(COMPANY);
        world.clock.advance(Duration.ofSeconds(1));
        ConfirmedRepresentation later = right(COMPANY);

        assertThat(refusal(finish(world.authorisation.start(CHARGE, right, SESSION), later)))
                .isEqualTo(AuthorisationRefusal.NOT_THE_PAYER);
        assertThat(refusal(finish(world.start(CHARGE), right))).isEqualTo(AuthorisationRefusal.NOT_THE_PAYER);
        assertThat(refusal(world.finish(world.authorisation.start(CHARGE, right, SESSION), CHARGE)))
                .isEqualTo(AuthorisationRefusal.NOT_THE_PAYER);
    }

    @Test
    void whenEverythingIsVerifiedAgain_thenTheSameAuthorisationByTheSameRight() {
        ConfirmedRepresentation right = right(COMPANY);
        Proof proof = finish(world.authorisation.start(CHARGE, right, SESSION), right)
                .orElseThrow()
                .toProof();
        ConfirmedRepresentation stored =
                BusinessRegister.reverify(right.toProof(), world.person).orElseThrow();

        AuthorisedPayment.ByPayer again = (AuthorisedPayment.ByPayer)
                world.authorisation.reverify(proof, world.trust, stored).orElseThrow();

        assertThat(again.representation()).containsSame(stored);
        assertThat(again.toProof()).isEqualTo(proof);
        assertThat(world.authorisation
                        .reverify(proof, world.trust)
                        .orElseThrow()
                        .toProof())
                .isEqualTo(proof);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "!", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA="})
    void whenTheDigestOfTheRightIsDoctored_thenRefused(String digest) {
        ConfirmedRepresentation right = right(COMPANY);
        Proof proof = finish(world.authorisation.start(CHARGE, right, SESSION), right)
                .orElseThrow()
                .toProof();
        Map<String, String> facts = new HashMap<>(proof.facts());
        facts.put("representation-digest", digest);
        Proof doctored = Proof.of(proof.type(), proof.verifiedAt(), facts, proof.materials());

        assertThat(refusal(world.authorisation.reverify(doctored, world.trust)))
                .isEqualTo(AuthorisationRefusal.NOT_THE_PAYER);
    }

    @Test
    void whenVerifiedAgainWithAnotherRight_thenRefused() {
        ConfirmedRepresentation right = right(COMPANY);
        Proof proof = finish(world.authorisation.start(CHARGE, right, SESSION), right)
                .orElseThrow()
                .toProof();
        world.clock.advance(Duration.ofSeconds(1));

        assertThat(refusal(world.authorisation.reverify(proof, world.trust, right(COMPANY))))
                .isEqualTo(AuthorisationRefusal.NOT_THE_PAYER);
        assertThat(refusal(world.authorisation.reverify(proof, world.trust, right(RegistryCode.parse("87654321")))))
                .isEqualTo(AuthorisationRefusal.REPRESENTATION_OTHER_COMPANY);
    }
}
