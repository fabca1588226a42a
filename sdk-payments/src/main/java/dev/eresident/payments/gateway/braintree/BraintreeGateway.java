package dev.eresident.payments.gateway.braintree;

import dev.eresident.core.Bytes;
import dev.eresident.core.ConfigurationException;
import dev.eresident.core.money.Money;
import dev.eresident.core.transport.Transport;
import dev.eresident.payments.gateway.ExchangeListener;
import dev.eresident.payments.gateway.GatewayOutcome;
import dev.eresident.payments.gateway.GatewayProbe;
import dev.eresident.payments.gateway.GatewayRefusal;
import dev.eresident.payments.gateway.GatewayTransaction;
import dev.eresident.payments.gateway.OperatorId;
import dev.eresident.payments.gateway.Pause;
import dev.eresident.payments.gateway.PaymentGateway;
import dev.eresident.payments.gateway.Receipt;
import dev.eresident.payments.journal.IdempotencyJournal;
import dev.eresident.payments.journal.IdempotencyKey;
import dev.eresident.payments.journal.IdempotencyStore;
import dev.eresident.payments.order.CardCharge;
import dev.eresident.payments.sca.AuthorisedPayment;
import java.time.Clock;
import java.time.Duration;
import java.util.Currency;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Charges cards through Braintree. Immutable and thread-safe; make one per merchant id and share it.
 *
 * <p>Braintree takes no currency with a sale: the merchant account decides it. So every merchant account is configured with its
 * currency, and an order in another one is refused. A charge is submitted for settlement at once, unless
 * {@link Builder#authoriseOnly()} is chosen.
 *
 * <p>Exceptions, besides those of {@link PaymentGateway} and of the transport: {@link dev.eresident.core.ServiceException} with
 * {@code BRAINTREE_AUTHENTICATION} (401), {@code BRAINTREE_AUTHORIZATION} (403), {@code BRAINTREE_NOT_FOUND} (404),
 * {@code BRAINTREE_UPGRADE_REQUIRED} (426), {@code BRAINTREE_TOO_MANY_REQUESTS} (429); in questions also
 * {@code BRAINTREE_REQUEST_TIMEOUT}, {@code BRAINTREE_UNAVAILABLE}, {@code BRAINTREE_GATEWAY_TIMEOUT}, {@code BRAINTREE_HTTP_…} and a
 * {@link dev.eresident.core.ProtocolException} {@code BRAINTREE_ANSWER} or {@code BRAINTREE_SEARCH}, all of which an act answers with
 * {@link GatewayOutcome.Unknown} instead. A probe throws {@code BRAINTREE_ORDER_MISMATCH} or {@code BRAINTREE_ORDER_AMBIGUOUS} when
 * the books hold another or a second transaction for the order; a person must look at that. Source: payments reference §4.
 */
public final class BraintreeGateway implements PaymentGateway {
    private final BraintreeApi api;
    private final Settings settings;
    private final Clock clock;
    private final IdempotencyJournal journal;
    private final Sender sender;
    private final MerchantActs acts;
    private final Probing probing;

    private BraintreeGateway(BraintreeApi api, Settings settings, IdempotencyJournal journal, Clock clock) {
        this.api = api;
        this.settings = settings;
        this.clock = clock;
        this.journal = journal;
        this.sender = new Sender(api, journal, clock);
        RefundLedger ledger = new RefundLedger(journal);
        this.acts = new MerchantActs(api, sender, ledger, settings);
        this.probing = new Probing(api, journal, sender, ledger, settings, clock);
    }

    /**
     * Starts a transport builder with the time-outs that Braintree needs: 5 s to connect, 65 s of silence. With a shorter silence the
     * answers to slow sales are lost, and each must be probed.
     *
     * @return a builder, to be completed with resilience, a listener, a proxy and so on. Whatever resilience is set, only questions are
     *     repeated; each act is sent once
     */
    public static Transport.Builder transport() {
        return Transport.builder().connectTimeout(Duration.ofSeconds(5)).idleTimeout(Duration.ofSeconds(65));
    }

    /**
     * Starts a builder.
     *
     * @param transport made of {@link #transport()}; stays the caller's
     * @param endpoint production or sandbox
     * @param credentials of the merchant
     * @param store the idempotency records, shared by all nodes that charge for this merchant
     * @param clock tells the time
     * @return a builder with the defaults
     */
    public static Builder builder(
            Transport transport,
            BraintreeEndpoint endpoint,
            BraintreeCredentials credentials,
            IdempotencyStore store,
            Clock clock) {
        return new Builder(transport, endpoint, credentials, store, clock);
    }

    @Override
    public String name() {
        return api.name();
    }

    @Override
    public GatewayOutcome charge(AuthorisedPayment payment, IdempotencyKey key) {
        if (!(payment.order() instanceof CardCharge order)) {
            return new GatewayOutcome.Refused(GatewayRefusal.NOT_A_CARD_CHARGE);
        }
        Optional<GatewayOutcome> before = sender.replay(key, Act.Operation.CHARGE, Act.chargeDigest(api.name(), order));
        if (before.isPresent()) {
            return before.get();
        }
        Currency currency = settings.merchantAccounts().get(order.merchantAccount());
        if (currency == null) {
            return new GatewayOutcome.Refused(GatewayRefusal.MERCHANT_ACCOUNT_UNKNOWN);
        }
        if (!currency.equals(order.amount().currency())) {
            return new GatewayOutcome.Refused(GatewayRefusal.CURRENCY_MISMATCH);
        }
        if (!payment.isValidAt(clock.instant())) {
            return new GatewayOutcome.Refused(GatewayRefusal.AUTHORISATION_NOT_VALID);
        }
        IdempotencyKey ofOrder = IdempotencyKey.derived("braintree.order", api.name(), order.orderId());
        Bytes owner = Bytes.fromHex(IdempotencyKey.derived("owner", key.value()).value());
        if (!journal.reserve(ofOrder, "braintree.order", owner)) {
            return new GatewayOutcome.Refused(GatewayRefusal.ORDER_UNDER_ANOTHER_KEY);
        }
        return sender.perform(key, Act.charge(api.name(), order, key, settings));
    }

    @Override
    public GatewayOutcome probe(GatewayProbe probe, Pause pause) {
        return probing.probe(probe, pause);
    }

    @Override
    public Optional<GatewayTransaction> find(String transactionId) {
        return api.find(transactionId).map(BraintreeTransaction::seen);
    }

    @Override
    public GatewayOutcome voidCharge(Receipt original, OperatorId operator, IdempotencyKey key) {
        return acts.voidCharge(original, operator, key);
    }

    @Override
    public GatewayOutcome refund(Receipt original, Money amount, OperatorId operator, IdempotencyKey key) {
        return acts.refund(original, amount, operator, key);
    }

    /**
     * Takes the whole amount that a charge of an {@linkplain Builder#authoriseOnly() authorise-only} gateway holds.
     *
     * @param original the receipt of the charge
     * @param operator who decided
     * @param key names this act
     * @return the outcome; the receipt is that of the charge with its new status
     */
    public GatewayOutcome submitForSettlement(Receipt original, OperatorId operator, IdempotencyKey key) {
        return acts.submitForSettlement(original, operator, key);
    }

    /** Shows the name. */
    @Override
    public String toString() {
        return "BraintreeGateway[" + name() + "]";
    }

    /** Collects settings; not thread-safe. */
    public static final class Builder {
        private static final Pattern MERCHANT_ACCOUNT = Pattern.compile("[A-Za-z0-9._-]{1,64}");
        private static final Duration LONGEST_WINDOW = Duration.ofHours(1);

        private final Transport transport;
        private final BraintreeEndpoint endpoint;
        private final BraintreeCredentials credentials;
        private final IdempotencyStore store;
        private final Clock clock;
        private final Map<String, Currency> merchantAccounts = new HashMap<>();
        private PaymentMethodForm paymentMethods = PaymentMethodForm.NONCE;
        private boolean submitForSettlement = true;
        private boolean requireThreeDSecure;
        private boolean requestKeys;
        private Duration timeout = Duration.ofSeconds(60);
        private Duration probeWindow = Duration.ofSeconds(90);
        private Duration probeInterval = Duration.ofSeconds(5);
        private ExchangeListener exchanges = (operation, request, answer) -> {};

        private Builder(
                Transport transport,
                BraintreeEndpoint endpoint,
                BraintreeCredentials credentials,
                IdempotencyStore store,
                Clock clock) {
            this.transport = Objects.requireNonNull(transport, "transport");
            this.endpoint = Objects.requireNonNull(endpoint, "endpoint");
            this.credentials = Objects.requireNonNull(credentials, "credentials");
            this.store = Objects.requireNonNull(store, "store");
            this.clock = Objects.requireNonNull(clock, "clock");
        }

        /**
         * Adds a merchant account that may be charged for; at least one is needed.
         *
         * @param id as in {@link CardCharge#merchantAccount()}
         * @param currency three letters of ISO 4217: the currency that Braintree has set for the account
         * @return this
         * @throws ConfigurationException {@code BRAINTREE_MERCHANT_ACCOUNT}
         */
        public Builder merchantAccount(String id, String currency) {
            try {
                if (!MERCHANT_ACCOUNT.matcher(id).matches()) {
                    throw new IllegalArgumentException("form");
                }
                merchantAccounts.put(id, Currency.getInstance(currency));
            } catch (IllegalArgumentException e) {
                throw new ConfigurationException(
                        "BRAINTREE_MERCHANT_ACCOUNT",
                        "A merchant account needs the id of the control panel and a currency such as EUR",
                        e);
            }
            return this;
        }

        /**
         * Says what the payment-method tokens of the orders are.
         *
         * @param form default {@link PaymentMethodForm#NONCE}
         * @return this
         */
        public Builder paymentMethods(PaymentMethodForm form) {
            this.paymentMethods = Objects.requireNonNull(form, "form");
            return this;
        }

        /**
         * Only holds the amount; {@link #submitForSettlement} takes it later.
         *
         * @return this
         */
        public Builder authoriseOnly() {
            this.submitForSettlement = false;
            return this;
        }

        /**
         * Lets Braintree reject every sale whose card was not authenticated by its issuer (3-D Secure).
         *
         * @return this
         */
        public Builder requireThreeDSecure() {
            this.requireThreeDSecure = true;
            return this;
        }

        /**
         * Sends an {@code api-request-key} with each sale, void and refund, so that Braintree itself refuses to do one twice. Braintree must
         * have switched the feature on for the merchant; otherwise sales are invalid with 915231. Nothing is sent again because of it.
         *
         * @return this
         */
        public Builder requestKeys() {
            this.requestKeys = true;
            return this;
        }

        /**
         * Bounds one HTTP call.
         *
         * @param timeout at least 60 s, which is Braintree's own limit, so that few outcomes are lost; default 60 s
         * @return this
         */
        public Builder timeout(Duration timeout) {
            this.timeout = Objects.requireNonNull(timeout, "timeout");
            return this;
        }

        /**
         * Says for how long after sending the absence of a transaction proves nothing, and how often to ask.
         *
         * @param window at least 30 s longer than the time-out and at most an hour; default 90 s
         * @param interval between two questions, at least a second and at most the window; default 5 s
         * @return this
         */
        public Builder probing(Duration window, Duration interval) {
            this.probeWindow = Objects.requireNonNull(window, "window");
            this.probeInterval = Objects.requireNonNull(interval, "interval");
            return this;
        }

        /**
         * Hands out the bodies of each act, for the evidence of it.
         *
         * @param listener default does nothing
         * @return this
         */
        public Builder exchanges(ExchangeListener listener) {
            this.exchanges = Objects.requireNonNull(listener, "listener");
            return this;
        }

        /**
         * Makes the gateway; sends nothing.
         *
         * @return an immutable gateway
         * @throws ConfigurationException {@code BRAINTREE_MERCHANT_ACCOUNT} without one, {@code BRAINTREE_TIMES} for time-outs that
         *     would lose or double outcomes
         */
        public BraintreeGateway build() {
            if (merchantAccounts.isEmpty()) {
                throw new ConfigurationException(
                        "BRAINTREE_MERCHANT_ACCOUNT", "Add the merchant accounts that may be charged for");
            }
            Duration shortestWindow = timeout.plus(Settings.LONGEST_STALL).plus(Settings.SHORTEST_REST);
            boolean times = timeout.compareTo(Duration.ofSeconds(60)) >= 0
                    && probeWindow.compareTo(shortestWindow) >= 0
                    && probeWindow.compareTo(LONGEST_WINDOW) <= 0
                    && probeInterval.compareTo(Duration.ofSeconds(1)) >= 0
                    && probeInterval.compareTo(probeWindow) <= 0;
            if (!times) {
                throw new ConfigurationException(
                        "BRAINTREE_TIMES",
                        "The time-out must be 60 s or more, the probe window 30 s longer than it and at most an hour, and"
                                + " the interval between a second and the window");
            }
            Settings settings = new Settings(
                    merchantAccounts,
                    paymentMethods,
                    submitForSettlement,
                    requireThreeDSecure,
                    requestKeys,
                    timeout,
                    probeWindow,
                    probeInterval,
                    exchanges);
            BraintreeApi api = new BraintreeApi(transport, endpoint, credentials, settings);
            return new BraintreeGateway(api, settings, new IdempotencyJournal(store, clock), clock);
        }
    }
}
