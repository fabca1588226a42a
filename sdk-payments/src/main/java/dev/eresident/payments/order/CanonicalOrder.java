package dev.eresident.payments.order;

import dev.eresident.core.Bytes;
import dev.eresident.core.ProtocolException;
import dev.eresident.core.id.Iban;
import dev.eresident.core.id.RegistryCode;
import dev.eresident.core.internal.crypto.DigestAlgorithm;
import dev.eresident.core.internal.json.JsonObject;
import dev.eresident.core.internal.json.StrictJson;
import dev.eresident.core.money.Money;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * One order written down for hashing, in exactly one way: JSON in the canonical form of RFC 8785, with the values as strings, NFC,
 * and a salt, so that nobody can guess the order from the hash.
 *
 * <p>A credit transfer has {@code amount, creditorIban, creditorName, currency, debtorIban, endToEndId, expires, orderId,
 * reference} (left out if there is none)
 * {@code , salt, v}; a card charge has {@code amount, currency, expires, merchantAccount, orderId, payee, paymentMethodDigest, salt, v}.
 * Both also have {@code company}, {@code kind} (CREDIT_TRANSFER or CARD_CHARGE) and, when a person authorises, {@code payerDigest}. The
 * number {@code v} is 1. The gateway's token itself is never written, only its salted digest.
 *
 * <p>The constructor throws {@link IllegalArgumentException} for a salt or digest of another size and a time with parts of a second.
 * The text form is redacted. Immutable and thread-safe.
 *
 * @param order what is to be paid
 * @param salt 32 random bytes
 * @param expiresAt until when it may be authorised, in whole seconds
 * @param payerDigest the salted digest of who is to authorise it and by which right, 32 bytes; empty if nobody is
 */
public record CanonicalOrder(Order order, Bytes salt, Instant expiresAt, Optional<Bytes> payerDigest) {
    private static final int VERSION = 1;
    private static final int SIZE = 32;
    private static final int MOST_CHARACTERS = 4096;
    private static final String METHOD_LABEL = "eresident payment method\0";

    public CanonicalOrder {
        if (salt.size() != SIZE || payerDigest.stream().anyMatch(digest -> digest.size() != SIZE)) {
            throw new IllegalArgumentException("The salt and the payer's digest of an order have 32 bytes");
        }
        if (!expiresAt.equals(expiresAt.truncatedTo(ChronoUnit.SECONDS))) {
            throw new IllegalArgumentException("An order expires at a whole second");
        }
    }

    /**
     * Writes the canonical form.
     *
     * @return JSON in UTF-8
     */
    public Bytes bytes() {
        SortedMap<String, Object> members = members();
        members.put("kind", order instanceof CardCharge ? "CARD_CHARGE" : "CREDIT_TRANSFER");
        members.put("company", order.company().digits());
        payerDigest.ifPresent(digest -> members.put("payerDigest", digest.base64()));
        return Bytes.of(CanonicalJson.write(members));
    }

    /**
     * Returns the plain digest of the canonical form.
     *
     * @return SHA-256, 32 bytes; says nothing about the order to those who do not have the salt
     */
    public Bytes digest() {
        return Bytes.of(DigestAlgorithm.SHA256.digest(bytes().toByteArray()));
    }

    /** The members of the specification, without what this SDK adds. */
    SortedMap<String, Object> members() {
        SortedMap<String, Object> members = new TreeMap<>();
        members.put("v", VERSION);
        members.put("amount", order.amount().amountText());
        members.put("currency", order.amount().currency().getCurrencyCode());
        members.put("orderId", order.orderId());
        members.put("salt", salt.base64());
        members.put("expires", expiresAt.toString());
        if (order instanceof CreditTransfer transfer) {
            members.put("creditorName", transfer.creditorName());
            members.put("creditorIban", transfer.creditorIban().text());
            members.put("debtorIban", transfer.debtorIban().text());
            members.put("endToEndId", transfer.endToEndId());
            transfer.reference().ifPresent(reference -> members.put("reference", reference.text()));
        } else if (order instanceof CardCharge charge) {
            members.put("merchantAccount", charge.merchantAccount());
            members.put("payee", charge.payee());
            members.put("paymentMethodDigest", digest(charge.paymentMethod()));
        }
        return members;
    }

    private String digest(PaymentMethodToken token) {
        byte[] text = (METHOD_LABEL + salt.base64() + token.value()).getBytes(StandardCharsets.UTF_8);
        return Bytes.of(DigestAlgorithm.SHA256.digest(text)).base64();
    }

    /**
     * Reads the canonical form back, and nothing but exactly what {@link #bytes} writes.
     *
     * @param canonical JSON in UTF-8
     * @param paymentMethod the token of a card charge, which the form does not hold; it is compared with the digest
     * @return the order
     * @throws ProtocolException {@code ORDER_CANONICAL} for anything else
     */
    public static CanonicalOrder read(Bytes canonical, Optional<PaymentMethodToken> paymentMethod) {
        CanonicalOrder result;
        try {
            JsonObject json = StrictJson.strict().withMaxLength(MOST_CHARACTERS).parse(canonical.toByteArray());
            result = new CanonicalOrder(
                    order(json, paymentMethod),
                    Bytes.fromBase64(json.requiredString("salt")),
                    Instant.parse(json.requiredString("expires")),
                    json.string("payerDigest").map(Bytes::fromBase64));
        } catch (ProtocolException | IllegalArgumentException | DateTimeException e) {
            // The cause is left out: it may quote the content.
            throw notCanonical();
        }
        if (!result.bytes().equals(canonical)) {
            throw notCanonical();
        }
        return result;
    }

    private static Order order(JsonObject json, Optional<PaymentMethodToken> paymentMethod) {
        String orderId = json.requiredString("orderId");
        Money amount = Money.of(json.requiredString("amount"), json.requiredString("currency"));
        RegistryCode company = RegistryCode.parse(json.requiredString("company"));
        if (json.requiredString("kind").equals("CARD_CHARGE")) {
            return new CardCharge(
                    orderId,
                    amount,
                    company,
                    paymentMethod.orElseThrow(CanonicalOrder::notCanonical),
                    json.requiredString("merchantAccount"),
                    json.requiredString("payee"));
        }
        return new CreditTransfer(
                orderId,
                json.requiredString("endToEndId"),
                amount,
                company,
                Iban.parse(json.requiredString("debtorIban")),
                json.requiredString("creditorName"),
                Iban.parse(json.requiredString("creditorIban")),
                json.string("reference").map(PaymentReference::parse));
    }

    private static ProtocolException notCanonical() {
        return new ProtocolException(
                "ORDER_CANONICAL",
                "These bytes are not the canonical form of an order of this release, or the token is not the order's");
    }

    /** Shows id and expiry only. */
    @Override
    public String toString() {
        return "CanonicalOrder[" + order.orderId() + ", until " + expiresAt + "]";
    }
}
