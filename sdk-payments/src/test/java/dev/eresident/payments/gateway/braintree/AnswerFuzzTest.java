package dev.eresident.payments.gateway.braintree;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.eresident.core.Bytes;
import dev.eresident.core.ProtocolException;
import dev.eresident.core.internal.xml.XmlElement;
import dev.eresident.core.internal.xml.XmlReading;
import dev.eresident.core.money.Money;
import dev.eresident.core.transport.Transport;
import dev.eresident.core.transport.TransportResponse;
import dev.eresident.payments.gateway.GatewayOutcome;
import dev.eresident.payments.gateway.StoredOutcome;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever Braintree answers, it is a verdict or one exception, and nothing is approved that was not asked for. */
class AnswerFuzzTest {
    private static final XmlReading XML = new XmlReading(BraintreeApi.LIMITS);
    private static final Transport TRANSPORT = Transport.standard();
    private static final BraintreeApi API = Answers.api(TRANSPORT);
    private static final Money AMOUNT = Money.eur("10.00");
    private static final Act.Trace CHARGE =
            new Act.Trace(Act.Operation.CHARGE, API.name(), "ORD-1", AMOUNT, "eur_acct", "", "");
    private static final Act.Trace REFUND =
            new Act.Trace(Act.Operation.REFUND, API.name(), "ORD-1", AMOUNT, "eur_acct", "abc122", "");

    static final String SALE = "<transaction><id>abc123</id><status>submitted_for_settlement</status><type>sale</type>"
            + "<amount>10.00</amount><currency-iso-code>EUR</currency-iso-code><order-id>ORD-1</order-id>"
            + "<merchant-account-id>eur_acct</merchant-account-id><created-at>2026-11-23T09:00:00Z</created-at>"
            + "<refund-ids type=\"array\"/><refunded-transaction-id nil=\"true\"/></transaction>";
    private static final String REFUSAL = "<api-error-response><errors><errors type=\"array\"/><transaction>"
            + "<errors type=\"array\"><error><code>81502</code><attribute type=\"symbol\">amount</attribute>"
            + "<message>Amount is required.</message></error></errors></transaction></errors>"
            + "<message>Amount is required.</message></api-error-response>";

    @AfterAll
    static void close() {
        TRANSPORT.close();
    }

    static Stream<byte[]> seeds() throws IOException {
        return Stream.concat(
                Stream.of(new byte[0], zipped(SALE.getBytes(StandardCharsets.UTF_8)), zipped(new byte[32 << 20])),
                Stream.of(
                                SALE,
                                SALE.replace("sale", "credit")
                                        .replace(" nil=\"true\"/>", ">abc122</refunded-transaction-id>"),
                                SALE.replace("10.00", "1e999999999"),
                                SALE.replace("10.00", "9".repeat(100_000)),
                                SALE.replace("10.00", "-10.00"),
                                SALE.replace("EUR", "XAU"),
                                SALE.replace("2026-", "+999999999-"),
                                SALE.replace("ORD-1", "\u00d5\u202e"),
                                SALE.replace("<amount>", "<amount>10.00</amount><amount>"),
                                REFUSAL,
                                "<api-error-response>" + SALE + "</api-error-response>",
                                "<!DOCTYPE t [<!ENTITY a \"aaaa\"><!ENTITY b \"&a;&a;&a;\">]>" + SALE,
                                "<a>".repeat(5000) + "</a>".repeat(5000),
                                "<transaction " + "a='b' ".repeat(5000) + "/>",
                                "<?xml version=\"1.0\" encoding=\"UTF-16\"?>" + SALE,
                                "<?xml version=\"1.0\" encoding=\"no-such\"?>" + SALE)
                        .map(text -> text.getBytes(StandardCharsets.UTF_8)));
    }

    private static byte[] zipped(byte[] plain) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(plain);
        }
        return out.toByteArray();
    }

    @MethodSource("seeds")
    @FuzzTest
    void whenAnyBytesAreAnswered_thenAVerdictOrOneException(byte[] data) {
        judge(data);
        byte[] plain;
        try {
            plain = BraintreeApi.unzipped(
                    new TransportResponse(200, Map.of("content-encoding", "gzip"), Bytes.of(data)));
        } catch (ProtocolException e) {
            return;
        }
        if (plain.length > BraintreeApi.LARGEST_ANSWER) {
            throw new AssertionError("unpacked without limit");
        }
        judge(plain);
    }

    private static void judge(byte[] data) {
        XmlElement root;
        try {
            root = XML.read(data);
        } catch (ProtocolException e) {
            return;
        }
        for (int status : new int[] {201, 422}) {
            for (int attempt : new int[] {1, 2}) {
                for (Act.Trace trace : new Act.Trace[] {CHARGE, REFUND}) {
                    judge(new Answer(status, Optional.of(root)), trace, attempt);
                }
            }
        }
    }

    private static void judge(Answer answer, Act.Trace trace, int attempt) {
        Verdict verdict;
        try {
            verdict = Verdict.of(answer, trace, attempt, API);
        } catch (ProtocolException e) {
            return;
        }
        if (!(verdict instanceof Verdict.Settled settled)) {
            return;
        }
        if (!StoredOutcome.read(StoredOutcome.write(settled.outcome())).equals(settled.outcome())) {
            throw new AssertionError("the journal answers something else later");
        }
        if (settled.outcome() instanceof GatewayOutcome.Approved approved
                && !(answer.isOk()
                        && approved.receipt().amount().equals(AMOUNT)
                        && approved.receipt().orderId().equals("ORD-1"))) {
            throw new AssertionError("approved what was not asked for");
        }
    }
}
