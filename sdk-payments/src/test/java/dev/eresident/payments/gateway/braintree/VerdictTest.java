package dev.eresident.payments.gateway.braintree;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eresident.core.internal.xml.XmlLimits;
import dev.eresident.core.internal.xml.XmlReading;
import dev.eresident.core.money.Money;
import dev.eresident.core.transport.Transport;
import dev.eresident.payments.gateway.GatewayOutcome;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A refusal is believed only when it speaks of what was asked. */
class VerdictTest {
    private static final XmlReading XML = new XmlReading(new XmlLimits(100_000, 1000, 32, 32));
    private static final Act.Trace TRACE =
            new Act.Trace(Act.Operation.CHARGE, "braintree:m1", "ORD-1", Money.eur("10.00"), "eur_acct", "", "");
    private static final String DECLINED =
            "<transaction><id>abc123</id><status>processor_declined</status><type>sale</type>"
                    + "<amount>10.00</amount><currency-iso-code>EUR</currency-iso-code><order-id>ORD-1</order-id>"
                    + "<merchant-account-id>eur_acct</merchant-account-id><processor-response-code>2000</processor-response-code>"
                    + "<created-at>2026-11-23T09:00:00Z</created-at></transaction>";

    private static World world;

    private record World(Transport transport, BraintreeApi api) {}

    @BeforeAll
    static void open() {
        Transport transport = Transport.standard();
        world = new World(transport, Answers.api(transport));
    }

    @AfterAll
    static void close() {
        world.transport().close();
    }

    private static Verdict refusal(String transaction) {
        String xml = "<api-error-response><errors><errors type=\"array\"/></errors><message>Do Not Honor</message>"
                + transaction + "</api-error-response>";
        return Verdict.of(
                new Answer(422, Optional.of(XML.read(xml.getBytes(StandardCharsets.UTF_8)))), TRACE, 1, world.api());
    }

    @Test
    void whenTheAttemptWasDeclined_thenDeclined() {
        assertThat(refusal(DECLINED))
                .isInstanceOfSatisfying(
                        Verdict.Settled.class,
                        settled -> assertThat(settled.outcome().kind()).isEqualTo(GatewayOutcome.Kind.DECLINED));
    }

    @ParameterizedTest
    @CsvSource({"ORD-1, ORD-2", ">sale<, >something_new<", ">sale<, >credit<"})
    void whenTheRefusalShowsSomethingElse_thenInDoubt(String was, String is) {
        assertThat(refusal(DECLINED.replace(was, is))).isInstanceOf(Verdict.Doubtful.class);
    }

    @Test
    void whenTheRefusalGivesNoReasonAtAll_thenInDoubt() {
        assertThat(refusal("")).isInstanceOf(Verdict.Doubtful.class);
    }
}
