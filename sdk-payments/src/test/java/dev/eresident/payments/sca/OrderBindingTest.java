package dev.eresident.payments.sca;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eresident.core.Bytes;
import dev.eresident.core.id.Iban;
import dev.eresident.core.id.RegistryCode;
import dev.eresident.core.id.SemanticsIdentifier;
import dev.eresident.core.internal.crypto.DigestAlgorithm;
import dev.eresident.core.money.Money;
import dev.eresident.payments.order.CanonicalOrder;
import dev.eresident.payments.order.CardCharge;
import dev.eresident.payments.order.CreditTransfer;
import dev.eresident.payments.order.Order;
import dev.eresident.payments.order.PaymentMethodToken;
import dev.eresident.payments.order.PaymentReference;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class OrderBindingTest {
    private static final Instant EXPIRES = Instant.parse("2026-11-23T10:05:00Z");
    private static final Bytes SALT = Bytes.of(new byte[32]);

    private static String nonce(Order order) {
        return OrderBinding.nonce(new CanonicalOrder(order, SALT, EXPIRES, Optional.of(SALT)));
    }

    @Test
    void whenTheNonceIsDerived_thenLabelPurposeAndCanonicalOrderAreHashed() {
        CanonicalOrder order = new CanonicalOrder(PaymentWorld.TRANSFER, SALT, EXPIRES, Optional.empty());
        ByteArrayOutputStream hashed = new ByteArrayOutputStream();
        hashed.writeBytes("eresident payment authorisation 1".getBytes(StandardCharsets.US_ASCII));
        hashed.write(0);
        hashed.writeBytes("AUTHORISE".getBytes(StandardCharsets.US_ASCII));
        hashed.write(0);
        hashed.writeBytes(order.bytes().toByteArray());

        assertThat(OrderBinding.nonce(order))
                .isEqualTo(Base64.getEncoder().encodeToString(DigestAlgorithm.SHA256.digest(hashed.toByteArray())))
                .hasSize(44)
                .isNotEqualTo(order.digest().base64());
    }

    @Test
    void whenSaltExpiryOrPayerDiffer_thenAnotherNonce() {
        Order order = PaymentWorld.CHARGE;
        Bytes other = Bytes.of(new byte[] {
            1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0
        });

        assertThat(nonce(order))
                .isNotEqualTo(OrderBinding.nonce(new CanonicalOrder(order, other, EXPIRES, Optional.of(SALT))))
                .isNotEqualTo(
                        OrderBinding.nonce(new CanonicalOrder(order, SALT, EXPIRES.plusSeconds(1), Optional.of(SALT))))
                .isNotEqualTo(OrderBinding.nonce(new CanonicalOrder(order, SALT, EXPIRES, Optional.of(other))))
                .isNotEqualTo(OrderBinding.nonce(new CanonicalOrder(order, SALT, EXPIRES, Optional.empty())));
    }

    @Test
    void whenThePayerIsDigested_thenSaltAndPersonMatter() {
        SemanticsIdentifier person = SemanticsIdentifier.parse("PNOEE-38001085718");

        assertThat(OrderBinding.payerDigest(SALT, person, Optional.empty()))
                .isNotEqualTo(OrderBinding.payerDigest(
                        SALT, SemanticsIdentifier.parse("PNOLT-38001085718"), Optional.empty()))
                .isNotEqualTo(OrderBinding.payerDigest(
                        Bytes.of(DigestAlgorithm.SHA256.digest(new byte[0])), person, Optional.empty()))
                .isNotEqualTo(OrderBinding.payerDigest(SALT, person, Optional.of(SALT)));
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void whenAnyOneFieldOfARandomOrderChanges_thenTheNonceChanges(long seed) {
        Random random = new Random(seed);
        CreditTransfer transfer = transfer(random);
        CardCharge charge = charge(random);

        assertAllDiffer(transfer, ChangedOrders.of(transfer));
        assertAllDiffer(charge, ChangedOrders.of(charge));
        assertThat(nonce(transfer(new Random(seed)))).isEqualTo(nonce(transfer));
    }

    private static void assertAllDiffer(Order order, Map<String, Order> changed) {
        changed.forEach((field, other) -> assertThat(nonce(other)).as(field).isNotEqualTo(nonce(order)));
        assertThat(changed.values().stream().map(OrderBindingTest::nonce)).doesNotHaveDuplicates();
    }

    static LongStream seeds() {
        return LongStream.range(0, 200);
    }

    private static CreditTransfer transfer(Random random) {
        return new CreditTransfer(
                text(random, "abcXYZ019._/-", 63),
                "E" + text(random, "abcXYZ019.+", 30),
                money(random),
                RegistryCode.parse("12345678"),
                iban(random),
                "N" + text(random, "abõäöüšž\"\\<>&漢", 60) + "e",
                iban(random),
                random.nextBoolean() ? Optional.empty() : Optional.of(PaymentReference.parse("RF18539007547034")));
    }

    private static CardCharge charge(Random random) {
        return new CardCharge(
                text(random, "abcXYZ019._/-", 63),
                money(random),
                RegistryCode.parse("12345678"),
                new PaymentMethodToken("t" + text(random, "abcXYZ019._-", 60)),
                text(random, "abcXYZ019._-", 60),
                "N" + text(random, "abõäöüšž\"\\<>&漢", 60) + "e");
    }

    private static Money money(Random random) {
        return Money.of(
                (1 + random.nextInt(1_000_000)) + String.format(Locale.ROOT, ".%02d", random.nextInt(100)),
                random.nextBoolean() ? "EUR" : "SEK");
    }

    private static Iban iban(Random random) {
        String account = String.format(Locale.ROOT, "%016d", random.nextLong(10_000_000_000_000_000L));
        int check = 98
                - new java.math.BigInteger(account + "141400")
                        .mod(java.math.BigInteger.valueOf(97))
                        .intValue();
        return Iban.parse("EE" + String.format(Locale.ROOT, "%02d", check) + account);
    }

    private static String text(Random random, String alphabet, int most) {
        int length = 1 + random.nextInt(most);
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < length; i++) {
            text.append(alphabet.charAt(random.nextInt(alphabet.length())));
        }
        return text.toString();
    }
}
