package dev.eresident.payments.order;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.eresident.core.Bytes;
import dev.eresident.core.id.Iban;
import dev.eresident.core.id.RegistryCode;
import dev.eresident.core.internal.crypto.DigestAlgorithm;
import dev.eresident.core.internal.json.JsonObject;
import dev.eresident.core.internal.json.StrictJson;
import dev.eresident.core.money.Money;
import dev.eresident.core.testing.Corpus;
import dev.eresident.core.testing.Failures;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CanonicalOrderTest {
    private static final RegistryCode COMPANY = RegistryCode.parse("12345678");
    private static final Instant EXPIRES = Instant.parse("2026-11-23T10:05:00Z");
    private static final Bytes SALT = Bytes.of(new byte[32]);
    private static final PaymentMethodToken TOKEN = new PaymentMethodToken("tok-1");
    private static final CardCharge CHARGE =
            new CardCharge("ORD-1", Money.eur("149"), COMPANY, TOKEN, "eur_acct", "Näidis OÜ");
    private static final CreditTransfer TRANSFER = new CreditTransfer(
            "ORD-1",
            "E2E-1",
            Money.eur("100"),
            COMPANY,
            Iban.parse("EE707700771000123452"),
            "Näidis \"A\\B\" OÜ",
            Iban.parse("EE382200221020145685"),
            Optional.empty());

    private static CanonicalOrder of(Order order) {
        return new CanonicalOrder(order, SALT, EXPIRES, Optional.empty());
    }

    private static String text(Bytes utf8) {
        return new String(utf8.toByteArray(), StandardCharsets.UTF_8);
    }

    @Nested
    class Vector {
        @Test
        void whenTheVectorsOrderIsWritten_thenItsBytesAndPlainDigest() {
            JsonObject vector = StrictJson.strict().parse(Corpus.read("payments/vectors/dynamic-linking-vector.json"));
            JsonObject order = vector.requiredObject("order");
            CreditTransfer transfer = new CreditTransfer(
                    order.requiredString("orderId"),
                    order.requiredString("endToEndId"),
                    Money.of(order.requiredString("amount"), order.requiredString("currency")),
                    COMPANY,
                    Iban.parse(order.requiredString("debtorIban")),
                    order.requiredString("creditorName"),
                    Iban.parse(order.requiredString("creditorIban")),
                    order.string("reference").map(PaymentReference::parse));
            CanonicalOrder canonical = new CanonicalOrder(
                    transfer,
                    Bytes.fromBase64(order.requiredString("salt")),
                    Instant.parse(order.requiredString("expires")),
                    Optional.empty());

            byte[] written = CanonicalJson.write(canonical.members());

            assertThat(new String(written, StandardCharsets.UTF_8)).isEqualTo(vector.requiredString("canonical"));
            assertThat(Bytes.of(DigestAlgorithm.SHA256.digest(written)).hex())
                    .isEqualTo(vector.requiredString("sha256_hex"));
        }
    }

    @Nested
    class Writing {
        @Test
        void whenATransfer_thenSortedWithoutSpaceAndWithCompanyAndKind() {
            assertThat(text(of(TRANSFER).bytes()))
                    .isEqualTo(
                            "{\"amount\":\"100.00\",\"company\":\"12345678\",\"creditorIban\":\"EE382200221020145685\","
                                    + "\"creditorName\":\"Näidis \\\"A\\\\B\\\" OÜ\",\"currency\":\"EUR\","
                                    + "\"debtorIban\":\"EE707700771000123452\",\"endToEndId\":\"E2E-1\","
                                    + "\"expires\":\"2026-11-23T10:05:00Z\",\"kind\":\"CREDIT_TRANSFER\",\"orderId\":\"ORD-1\","
                                    + "\"salt\":\"" + SALT.base64() + "\",\"v\":1}");
        }

        @Test
        void whenACardCharge_thenEveryFieldAndNoToken() {
            assertThat(text(of(CHARGE).bytes()))
                    .matches("\\{\"amount\":\"149.00\",\"company\":\"12345678\",\"currency\":\"EUR\","
                            + "\"expires\":\"2026-11-23T10:05:00Z\",\"kind\":\"CARD_CHARGE\","
                            + "\"merchantAccount\":\"eur_acct\",\"orderId\":\"ORD-1\",\"payee\":\"Näidis OÜ\","
                            + "\"paymentMethodDigest\":\"[A-Za-z0-9+/]{43}=\",\"salt\":\"[^\"]+\",\"v\":1\\}")
                    .doesNotContain("tok-1");
            assertThat(of(CHARGE).toString()).doesNotContain("tok-1").doesNotContain("eur_acct");
        }

        /** The examples of RFC 8785 §3.2.2.2 and §3.2.3. */
        @Test
        void whenTextNeedsEscapes_thenThoseOfTheRfc() {
            byte[] json = CanonicalJson.write(new TreeMap<>(Map.of(
                    "string", "\u20ac$\u000F\nA'B\"\\\"/", "\r", "\b\t\f\u007f", "\ud83d\ude00", "<", "\ufb33", ">")));

            assertThat(new String(json, StandardCharsets.UTF_8))
                    .isEqualTo("{\"\\r\":\"\\b\\t\\f\u007f\",\"string\":\"\u20ac$\\u000f\\nA'B\\\"\\\\\\\"/\","
                            + "\"\ud83d\ude00\":\"<\",\"\ufb33\":\">\"}");
        }

        @Test
        void whenSaltDigestOrExpiryHaveAnotherForm_thenRefused() {
            Bytes small = Bytes.of(new byte[31]);
            assertThatThrownBy(() -> new CanonicalOrder(CHARGE, small, EXPIRES, Optional.empty()))
                    .isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> new CanonicalOrder(CHARGE, SALT, EXPIRES, Optional.of(small)))
                    .isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> new CanonicalOrder(CHARGE, SALT, EXPIRES.plusMillis(1), Optional.empty()))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Nested
    class Reading {
        @Test
        void whenReadBack_thenTheSameOrder() {
            CanonicalOrder transfer = new CanonicalOrder(TRANSFER, SALT, EXPIRES, Optional.of(SALT));

            assertThat(CanonicalOrder.read(transfer.bytes(), Optional.empty())).isEqualTo(transfer);
            assertThat(CanonicalOrder.read(of(CHARGE).bytes(), Optional.of(TOKEN)))
                    .isEqualTo(of(CHARGE));
        }

        @Test
        void whenTheTokenIsMissingOrAnother_thenRefused() {
            Bytes bytes = of(CHARGE).bytes();

            assertThat(code(bytes, Optional.empty())).isEqualTo("ORDER_CANONICAL");
            assertThat(code(bytes, Optional.of(new PaymentMethodToken("tok-2"))))
                    .isEqualTo("ORDER_CANONICAL");
        }

        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                quoteCharacter = '`',
                value = {
                    "\"v\":1|\"v\":2",
                    "\"v\":1|\"v\":\"1\"",
                    "\"v\":1|\"v\":1,\"x\":\"y\"",
                    "\"v\":1|\"v\": 1",
                    "100.00|100.0",
                    "CREDIT_TRANSFER|BATCH",
                    "10:05:00Z|10:05:00.5Z",
                    "EE38|ee38",
                    "AAAA=|AAA="
                })
        void whenNotTheCanonicalForm_thenRefused(String good, String bad) {
            String changed = text(of(TRANSFER).bytes()).replace(good, bad);

            assertThat(changed).isNotEqualTo(text(of(TRANSFER).bytes()));
            assertThat(code(Bytes.of(changed.getBytes(StandardCharsets.UTF_8)), Optional.empty()))
                    .isEqualTo("ORDER_CANONICAL");
        }

        private String code(Bytes bytes, Optional<PaymentMethodToken> token) {
            return Failures.codeOf(() -> CanonicalOrder.read(bytes, token));
        }
    }
}
