package dev.eresident.sandbox.braintree;

import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The gateway's transactions and the rules of their states. Safe for use by several threads. */
final class Books {
    private static final int MAX_ORDER_ID = 255;
    private static final String ID_CHARACTERS = "0123456789abcdefghjkmnpqrstvwxyz";

    private final Clock clock;
    private final Random random;
    private final Map<String, Transaction> transactions = new LinkedHashMap<>();
    private final List<LedgerEntry> ledger = new ArrayList<>();
    private final Map<String, String> accounts = new TreeMap<>();
    private final Set<String> tokens = new HashSet<>();
    private final Set<String> freshNonces = new HashSet<>();
    private final Set<String> usedNonces = new HashSet<>();
    private final Set<String> customFields = new HashSet<>();
    private Duration duplicateWindow = Duration.ofSeconds(30);
    private Duration searchDelay = Duration.ZERO;
    private int hiddenSearches;

    Books(Clock clock, Random random) {
        this.clock = clock;
        this.random = random;
    }

    synchronized void account(String id, String currency) {
        accounts.put(id, currency);
    }

    synchronized void token(String token) {
        tokens.add(token);
    }

    synchronized void customField(String name) {
        customFields.add(name);
    }

    synchronized String nonce() {
        String nonce = "tokencc_" + id();
        freshNonces.add(nonce);
        return nonce;
    }

    synchronized void duplicateWindow(Duration value) {
        duplicateWindow = value;
    }

    synchronized void searchDelay(Duration value) {
        searchDelay = value;
    }

    synchronized void hideFromSearches(int number) {
        hiddenSearches = number;
    }

    synchronized Ledger ledger() {
        return new Ledger(ledger);
    }

    synchronized Optional<Transaction> find(String id) {
        return Optional.ofNullable(transactions.get(id));
    }

    /** The ids of visible transactions, newest first. */
    synchronized List<String> search(Predicate<Transaction> condition) {
        List<String> found = new ArrayList<>();
        Instant visible = clock.instant().minus(searchDelay);
        for (Transaction transaction : transactions.values()) {
            if (condition.test(transaction)) {
                if (transaction.hiddenSearches > 0) {
                    transaction.hiddenSearches--;
                } else if (!transaction.createdAt.isAfter(visible)) {
                    found.add(0, transaction.id);
                }
            }
        }
        return found;
    }

    synchronized Outcome sale(TransactionRequest request, String defaultAccount, boolean checkDuplicates) {
        List<Problem> problems = new ArrayList<>();
        BigDecimal amount = request.amount(problems);
        String orderId = request.text("orderId").orElse("");
        checkOrderId(orderId, problems);
        String account = request.text("merchantAccountId").orElse(defaultAccount);
        String currency = accounts.get(account);
        if (currency == null) {
            problems.add(new Problem("91513", "merchant_account_id", "Merchant account ID is invalid."));
        }
        request.customFields().keySet().stream()
                .filter(name -> !customFields.contains(name))
                .forEach(name ->
                        problems.add(new Problem("91526", "custom_fields", "Custom field is invalid: " + name + ".")));
        String card = card(request, problems);
        if (!problems.isEmpty() || currency == null) {
            return new Outcome.Refused(problems, null);
        }
        Transaction sale = new Transaction(
                id(), "sale", amount, orderId, account, currency, card, request.customFields(), clock.instant());
        sale.hiddenSearches = hiddenSearches;
        Optional<Transaction> twin = checkDuplicates ? twin(sale) : Optional.empty();
        transactions.put(sale.id, sale);
        twin.ifPresent(earlier -> sale.duplicateOf = earlier.id);
        decide(sale, card, twin.isPresent());
        if (!sale.isAccepted()) {
            return new Outcome.Refused(List.of(), sale);
        }
        usedNonces.add(card);
        freshNonces.remove(card);
        enter(LedgerEntry.Kind.SALE, sale, orderId);
        if (request.option("submitForSettlement")) {
            sale.turn("submitted_for_settlement", clock.instant());
        }
        return new Outcome.Done(sale);
    }

    private static void checkOrderId(String orderId, List<Problem> problems) {
        if (orderId.length() > MAX_ORDER_ID) {
            problems.add(new Problem("91501", "order_id", "Order ID is too long."));
        }
    }

    private String card(TransactionRequest request, List<Problem> problems) {
        Optional<String> nonce = request.text("paymentMethodNonce");
        Optional<String> token = request.text("paymentMethodToken");
        if (nonce.isPresent() && token.isPresent()) {
            problems.add(new Problem(
                    "91515", "base", "Cannot provide both payment_method_token and payment_method_nonce attributes."));
        } else if (token.isPresent()) {
            if (!tokens.contains(token.get())) {
                problems.add(new Problem("91518", "payment_method_token", "Payment method token is invalid."));
            }
            return token.get();
        } else if (nonce.isEmpty()) {
            problems.add(new Problem("91508", "base", "Cannot determine payment method."));
        } else if (nonce.get().equals("fake-consumed-nonce") || usedNonces.contains(nonce.get())) {
            if (!isReusable(nonce.get())) {
                problems.add(new Problem(
                        "91564", "payment_method_nonce", "Cannot use a payment_method_nonce more than once."));
            }
        } else if (!isReusable(nonce.get()) && !freshNonces.contains(nonce.get())) {
            problems.add(new Problem("91565", "payment_method_nonce", "Unknown or expired payment_method_nonce."));
        }
        return nonce.orElse("");
    }

    private static boolean isReusable(String nonce) {
        return switch (nonce) {
            case "fake-valid-nonce",
                    "fake-valid-visa-nonce",
                    "fake-processor-declined-visa-nonce",
                    "fake-gateway-rejected-fraud-nonce",
                    "fake-gateway-rejected-risk-thresholds-nonce" -> true;
            default -> false;
        };
    }

    private Optional<Transaction> twin(Transaction sale) {
        Instant from = sale.createdAt.minus(duplicateWindow);
        return transactions.values().stream()
                .filter(earlier -> earlier.type.equals("sale")
                        && earlier.isAccepted()
                        && earlier.createdAt.isAfter(from)
                        && earlier.amount.compareTo(sale.amount) == 0
                        && earlier.orderId.equals(sale.orderId)
                        && earlier.card.equals(sale.card))
                .findFirst();
    }

    /** The magic amounts and nonces of Braintree's own sandbox. */
    private void decide(Transaction sale, String card, boolean isTwin) {
        int whole = sale.amount.intValue();
        String reason = isTwin
                ? "duplicate"
                : switch (card) {
                    case "fake-gateway-rejected-fraud-nonce" -> "fraud";
                    case "fake-gateway-rejected-risk-thresholds-nonce" -> "risk_threshold";
                    default -> whole == 5001 ? "application_incomplete" : null;
                };
        if (reason != null) {
            reject(sale, reason);
        } else if (card.equals("fake-processor-declined-visa-nonce")) {
            decline(sale, "processor_declined", "2000");
        } else if (whole >= 2000 && whole < 3000) {
            decline(sale, "processor_declined", Integer.toString(whole));
        } else if (whole == 3000) {
            decline(sale, "failed", "3000");
        } else {
            sale.turn("authorized", clock.instant());
        }
    }

    private void reject(Transaction sale, String reason) {
        sale.rejectionReason = reason;
        sale.responseCode = "";
        sale.responseText = "";
        sale.turn("gateway_rejected", clock.instant());
    }

    private void decline(Transaction sale, String status, String code) {
        sale.responseCode = code;
        sale.responseText = switch (code) {
            case "2000" -> "Do Not Honor";
            case "2001" -> "Insufficient Funds";
            case "2015" -> "Transaction Not Allowed";
            case "3000" -> "Processor Network Unavailable - Try Again";
            default -> "Processor Declined";
        };
        sale.turn(status, clock.instant());
    }

    synchronized Outcome submitForSettlement(String id, @Nullable BigDecimal amount) {
        Transaction sale = transactions.get(id);
        if (sale == null) {
            return new Outcome.Missing();
        }
        if (!sale.status.equals("authorized")) {
            return Outcome.Refused.of("91507", "base", "Cannot submit for settlement unless status is authorized.");
        }
        if (amount != null && amount.compareTo(sale.amount) > 0) {
            return Outcome.Refused.of("91522", "amount", "Settlement amount is too large.");
        }
        if (amount != null) {
            sale.amount = amount;
        }
        sale.turn("submitted_for_settlement", clock.instant());
        return new Outcome.Done(sale);
    }

    /** The test-only calls: settle, settlement_confirm, settlement_decline, settlement_pending. */
    synchronized Outcome settle(String id, String action) {
        Transaction transaction = transactions.get(id);
        if (transaction == null) {
            return new Outcome.Missing();
        }
        boolean ready = switch (transaction.status) {
            case "submitted_for_settlement", "settlement_pending", "settlement_confirmed", "settling" -> true;
            default -> false;
        };
        if (!ready) {
            return Outcome.Refused.of("91575", "base", "Cannot simulate settlement of this transaction.");
        }
        transaction.turn(
                switch (action) {
                    case "settlement_confirm" -> "settlement_confirmed";
                    case "settlement_decline" -> "settlement_declined";
                    case "settlement_pending" -> "settlement_pending";
                    default -> "settled";
                },
                clock.instant());
        return new Outcome.Done(transaction);
    }

    synchronized Outcome voidIt(String id) {
        Transaction transaction = transactions.get(id);
        if (transaction == null) {
            return new Outcome.Missing();
        }
        if (!transaction.status.equals("authorized") && !transaction.status.equals("submitted_for_settlement")) {
            return Outcome.Refused.of(
                    "91504",
                    "base",
                    "Transaction can only be voided if status is authorized, submitted_for_settlement, or - for PayPal"
                            + " - settlement_pending.");
        }
        transaction.turn("voided", clock.instant());
        enter(LedgerEntry.Kind.VOID, transaction, transaction.orderId);
        return new Outcome.Done(transaction);
    }

    synchronized Outcome refund(String id, @Nullable BigDecimal wanted, Optional<String> orderId) {
        Transaction sale = transactions.get(id);
        if (sale == null) {
            return new Outcome.Missing();
        }
        if (!sale.type.equals("sale")) {
            return Outcome.Refused.of("91505", "base", "Cannot refund credit.");
        }
        if (sale.status.equals("settling")) {
            return Outcome.Refused.of("91574", "base", "Cannot refund transaction while it is settling.");
        }
        if (!sale.status.equals("settled")) {
            return Outcome.Refused.of("91506", "base", "Cannot refund transaction unless it is settled.");
        }
        BigDecimal left = sale.amount.subtract(refunded(sale));
        if (left.signum() == 0) {
            return Outcome.Refused.of("91512", "base", "Transaction has already been completely refunded.");
        }
        BigDecimal amount = wanted == null ? left : wanted;
        if (amount.compareTo(left) > 0) {
            return Outcome.Refused.of("91521", "amount", "Refund amount is too large.");
        }
        List<Problem> problems = new ArrayList<>();
        checkOrderId(orderId.orElse(""), problems);
        if (!problems.isEmpty()) {
            return new Outcome.Refused(problems, null);
        }
        Transaction refund = new Transaction(
                id(),
                "credit",
                amount,
                orderId.orElse(sale.orderId),
                sale.merchantAccount,
                sale.currency,
                sale.card,
                Map.of(),
                clock.instant());
        refund.hiddenSearches = hiddenSearches;
        refund.refundedTransactionId = sale.id;
        refund.turn("submitted_for_settlement", clock.instant());
        sale.refundIds.add(refund.id);
        transactions.put(refund.id, refund);
        enter(LedgerEntry.Kind.REFUND, refund, sale.orderId);
        return new Outcome.Done(refund);
    }

    private BigDecimal refunded(Transaction sale) {
        BigDecimal sum = BigDecimal.ZERO;
        for (String refundId : sale.refundIds) {
            Transaction refund = transactions.get(refundId);
            if (refund != null && !refund.status.equals("voided")) {
                sum = sum.add(refund.amount);
            }
        }
        return sum;
    }

    private void enter(LedgerEntry.Kind kind, Transaction transaction, String orderId) {
        String order = transaction.refundedTransactionId == null ? orderId : saleOrder(transaction, orderId);
        ledger.add(new LedgerEntry(
                kind, transaction.id, order, transaction.amount, transaction.currency, clock.instant()));
    }

    private String saleOrder(Transaction refund, String otherwise) {
        Transaction sale = transactions.get(refund.refundedTransactionId);
        return sale == null ? otherwise : sale.orderId;
    }

    private String id() {
        StringBuilder id = new StringBuilder();
        for (int i = 0; i < 8; i++) {
            id.append(ID_CHARACTERS.charAt(random.nextInt(ID_CHARACTERS.length())));
        }
        return id.toString();
    }
}
