package dev.eresident.sandbox.braintree;

import dev.eresident.sandbox.fault.ServiceRoute;
import dev.eresident.sandbox.fault.TransportFault;
import dev.eresident.sandbox.web.WebAnswer;
import dev.eresident.sandbox.web.WebRequest;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * One merchant's gateway, stateful and strict, with a {@link #ledger()} of what was really charged.
 *
 * <p>Amounts and nonces decide as in Braintree's own sandbox: 2000.00 to 2999.99 are declined with that code, 3000.00 fails, 5001.00 is
 * rejected, all others are authorised; {@code fake-valid-nonce} may be used again and again, {@link #nonce()} once. Duplicate checking is on
 * (30 seconds: amount, order id and card the same), request keys are off, as at a new merchant. Safe for use by several threads.
 */
public final class BraintreeService {
    /** The merchant account that is used when a request names none; in euros. */
    public static final String EUR_ACCOUNT = "sandbox_eur";

    /** A merchant account in US dollars. */
    public static final String USD_ACCOUNT = "sandbox_usd";

    /** The token of a vaulted card. */
    public static final String TOKEN = "sandbox-visa";

    /** A nonce that may be used again and again. */
    public static final String VALID_NONCE = "fake-valid-nonce";

    private static final String MERCHANT = "sandbox_merchant";
    private static final String PUBLIC_KEY = "sandbox_public_key";
    private static final String PRIVATE_KEY = "sandbox_private_key";

    private final ServiceRoute route;
    private final URI uri;
    private final Books books;
    private final RequestKeys keys;
    private final BraintreeApi api;
    private final Queue<BraintreeFault> once = new ArrayDeque<>();
    private final Queue<Problem> problems = new ArrayDeque<>();
    private @Nullable BraintreeFault always;

    /**
     * Makes a gateway without transactions; {@code Sandbox} does this.
     *
     * @param route counts and breaks the requests
     * @param uri the address of the API, without path
     * @param clock the time of the transactions
     * @param random where ids come from
     */
    public BraintreeService(ServiceRoute route, URI uri, Clock clock, Random random) {
        this.route = route;
        this.uri = uri;
        this.books = new Books(clock, random);
        this.keys = new RequestKeys(clock);
        this.api =
                new BraintreeApi(books, keys, new BraintreeApi.Access(MERCHANT, PUBLIC_KEY, PRIVATE_KEY), EUR_ACCOUNT);
        books.account(EUR_ACCOUNT, "EUR");
        books.account(USD_ACCOUNT, "USD");
        books.token(TOKEN);
        books.customField("eresident_intent");
        books.customField("eresident_evidence_id");
    }

    /**
     * The address of the API.
     *
     * @return without path and without slash at the end; requests go to {@code /merchants/} below it
     */
    public URI uri() {
        return uri;
    }

    /**
     * The merchant.
     *
     * @return the id in the paths
     */
    public String merchantId() {
        return MERCHANT;
    }

    /**
     * The user name of basic authentication.
     *
     * @return the public key
     */
    public String publicKey() {
        return PUBLIC_KEY;
    }

    /**
     * The password of basic authentication.
     *
     * @return the private key; no secret
     */
    public String privateKey() {
        return PRIVATE_KEY;
    }

    /**
     * The path of the service, for faults and counts.
     *
     * @return the route
     */
    public ServiceRoute route() {
        return route;
    }

    /**
     * What was really charged so far.
     *
     * @return a copy
     */
    public Ledger ledger() {
        return books.ledger();
    }

    /**
     * Makes a payment method nonce that works for one accepted sale.
     *
     * @return a new nonce
     */
    public String nonce() {
        return books.nonce();
    }

    /**
     * Adds a vaulted card.
     *
     * @param token any text
     */
    public void addToken(String token) {
        books.token(token);
    }

    /**
     * Adds a merchant account.
     *
     * @param id any text
     * @param currency ISO 4217
     */
    public void addMerchantAccount(String id, String currency) {
        books.account(id, currency);
    }

    /**
     * Adds a custom field; others are refused with code 91526.
     *
     * @param name at the start there are {@code eresident_intent} and {@code eresident_evidence_id}
     */
    public void addCustomField(String name) {
        books.customField(name);
    }

    /**
     * Sets for how long the same amount, order id and card are a duplicate.
     *
     * @param window default 30 seconds by the sandbox's clock; zero for no checking
     */
    public void duplicateWindow(Duration window) {
        books.duplicateWindow(window);
    }

    /**
     * Allows request keys or not.
     *
     * @param allowed default false: the code 915231
     */
    public void requestKeys(boolean allowed) {
        keys.allow(allowed);
    }

    /**
     * Lets searches find transactions late.
     *
     * @param delay by the sandbox's clock; default zero
     */
    public void searchDelay(Duration delay) {
        books.searchDelay(delay);
    }

    /**
     * Lets the first searches for each transaction made from now on miss it, whatever the clock says.
     *
     * @param searches how many searches that should find a transaction do not; default 0
     */
    public void hideFromSearches(int searches) {
        books.hideFromSearches(searches);
    }

    /**
     * Settles a transaction, as the night does.
     *
     * @param transactionId a transaction that was submitted for settlement
     */
    public void settle(String transactionId) {
        if (!(books.settle(transactionId, "settle") instanceof Outcome.Done)) {
            throw new IllegalStateException("The transaction was not submitted for settlement: " + transactionId);
        }
    }

    /**
     * Lets every request fail or be answered wrongly from now on, until {@link #heal()}.
     *
     * @param how what goes wrong
     */
    public synchronized void misbehave(BraintreeFault how) {
        always = how;
    }

    /**
     * Lets the next requests fail or be answered wrongly, one fault each.
     *
     * @param how what goes wrong, in order
     */
    public synchronized void misbehaveNext(BraintreeFault... how) {
        once.addAll(List.of(how));
    }

    /**
     * Lets the next sale, submit, void or refund be refused with a validation error.
     *
     * @param code for example {@code 915200}
     * @param attribute the field, underscored
     * @param message for people
     */
    public synchronized void refuseNext(String code, String attribute, String message) {
        problems.add(new Problem(code, attribute, message));
    }

    /**
     * Lets every request fail below the protocol from now on, until {@link #heal()}.
     *
     * @param how what goes wrong
     */
    public void fail(TransportFault how) {
        route.fail(how);
    }

    /**
     * Lets the next requests fail below the protocol, one fault each.
     *
     * @param how what goes wrong, in order
     */
    public void failNext(TransportFault... how) {
        route.failNext(how);
    }

    /**
     * Takes all faults away, makes searches prompt, turns duplicate checking on and request keys off; transactions, tokens, accounts and
     * fields stay.
     */
    public synchronized void heal() {
        always = null;
        once.clear();
        problems.clear();
        books.hideFromSearches(0);
        books.searchDelay(Duration.ZERO);
        books.duplicateWindow(Duration.ofSeconds(30));
        keys.allow(false);
        route.heal();
    }

    /**
     * Counts the requests that arrived over HTTP, failed ones included.
     *
     * @return how many since the start
     */
    public long requestCount() {
        return route.requestCount();
    }

    /**
     * Answers a request.
     *
     * @param request to a path below {@code /merchants/}
     * @return the answer, empty if the real API has no such call or the request breaks its form
     */
    public Optional<WebAnswer> answer(WebRequest request) {
        BraintreeFault fault;
        Problem problem;
        synchronized (this) {
            BraintreeFault next = once.poll();
            fault = next == null ? always : next;
            problem = api.changesMoney(request) ? problems.poll() : null;
        }
        return api.answer(request, fault, problem);
    }
}
