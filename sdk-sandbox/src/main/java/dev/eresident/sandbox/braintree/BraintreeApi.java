package dev.eresident.sandbox.braintree;

import dev.eresident.sandbox.web.WebAnswer;
import dev.eresident.sandbox.web.WebRequest;
import dev.eresident.sandbox.xml.SandboxXml;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;
import org.w3c.dom.Element;

/** The calls of the HTTP API: access, version, paths, bodies, answers. Stateless but for the books and keys behind it. */
final class BraintreeApi {
    private static final String API_VERSION = "6";
    private static final int PAGE_SIZE = 50;
    private static final int MAX_IDS = 20_000;

    private final Books books;
    private final RequestKeys keys;
    private final Access access;
    private final String defaultAccount;

    /** Who may call. */
    record Access(String merchant, String publicKey, String privateKey) {}

    BraintreeApi(Books books, RequestKeys keys, Access access, String defaultAccount) {
        this.books = books;
        this.keys = keys;
        this.access = access;
        this.defaultAccount = defaultAccount;
    }

    boolean changesMoney(WebRequest request) {
        return request.method().equals("PUT")
                || request.path().endsWith("/transactions")
                || request.path().endsWith("/refund");
    }

    Optional<WebAnswer> answer(WebRequest request, @Nullable BraintreeFault fault, @Nullable Problem problem) {
        String expected = "Basic "
                + Base64.getEncoder()
                        .encodeToString(
                                (access.publicKey() + ":" + access.privateKey()).getBytes(StandardCharsets.UTF_8));
        String[] path = request.path().split("/", -1);
        if (!request.header("Authorization").equals(Optional.of(expected))
                || path.length < 4
                || !path[2].equals(access.merchant())) {
            return Optional.of(status(401));
        }
        if (!request.header("X-ApiVersion").equals(Optional.of(API_VERSION))) {
            return Optional.of(status(426));
        }
        if (fault != null && !fault.isAfterwards()) {
            return Optional.of(status(fault.status()));
        }
        boolean hasBody = request.body().length > 0;
        if (!request.header("Accept").orElse("").contains("application/xml")
                || (hasBody && !request.mediaType().equals("application/xml"))) {
            return Optional.empty();
        }
        Optional<Element> body = hasBody ? SandboxXml.read(request.body()) : Optional.empty();
        if (hasBody && body.isEmpty()) {
            return Optional.of(status(400));
        }
        Optional<WebAnswer> answer = call(
                request.method() + " " + String.join("/", List.of(path).subList(3, path.length)),
                request,
                body,
                fault,
                problem);
        if (fault != null && fault.status() != 0) {
            return answer.map(done -> status(fault.status()));
        }
        return answer.map(done -> accepts(request) ? zipped(done) : done);
    }

    private Optional<WebAnswer> call(
            String call,
            WebRequest request,
            Optional<Element> body,
            @Nullable BraintreeFault fault,
            @Nullable Problem problem) {
        return switch (call) {
            case "POST transactions" -> change(request, body, 201, fault, problem, this::sale);
            case "POST transactions/advanced_search_ids" ->
                body.flatMap(SearchQuery::read).map(this::searchIds);
            case "POST transactions/advanced_search" ->
                body.flatMap(SearchQuery::read).map(query -> searchPage(query, fault));
            case "POST client_token" ->
                body.filter(root -> root.getNodeName().equals("clientToken")).map(root -> clientToken());
            default -> callById(call, request, body, fault, problem);
        };
    }

    private Optional<WebAnswer> callById(
            String call,
            WebRequest request,
            Optional<Element> body,
            @Nullable BraintreeFault fault,
            @Nullable Problem problem) {
        String[] parts = call.split("[ /]", -1);
        if (parts.length < 3 || !parts[1].equals("transactions")) {
            return Optional.empty();
        }
        String id = parts[2];
        String action = parts[0] + " " + String.join("/", List.of(parts).subList(3, parts.length));
        return switch (action) {
            case "GET " -> Optional.of(find(id, fault));
            case "PUT submit_for_settlement" -> change(request, body, 200, fault, problem, sent -> submit(id, sent));
            case "PUT void" -> change(request, body, 200, fault, problem, sent -> books.voidIt(id));
            case "POST refund" -> change(request, body, 201, fault, problem, sent -> refund(id, sent));
            case "PUT settle", "PUT settlement_confirm", "PUT settlement_decline", "PUT settlement_pending" ->
                change(request, body, 200, fault, problem, sent -> books.settle(id, parts[3]));
            default -> Optional.empty();
        };
    }

    /** A call that changes something; its body, if any, is a {@code transaction}. */
    private interface Change {
        Outcome apply(Optional<TransactionRequest> request);
    }

    private Optional<WebAnswer> change(
            WebRequest request,
            Optional<Element> body,
            int status,
            @Nullable BraintreeFault fault,
            @Nullable Problem problem,
            Change change) {
        Optional<TransactionRequest> sent = body.flatMap(TransactionRequest::of);
        if (body.isPresent() && sent.isEmpty()) {
            return Optional.empty();
        }
        Supplier<Outcome> action =
                () -> problem == null ? change.apply(sent) : new Outcome.Refused(List.of(problem), null);
        Outcome outcome = sent.flatMap(fields -> fields.text("api-request-key"))
                .map(key -> keys.once(key, request.path(), new String(request.body(), StandardCharsets.UTF_8), action))
                .orElseGet(action);
        if (outcome instanceof Outcome.Missing) {
            return Optional.of(status(404));
        }
        if (outcome instanceof Outcome.Refused refused) {
            return Optional.of(refusal(refused, sent, fault));
        }
        return Optional.of(xml(status, written(((Outcome.Done) outcome).transaction(), fault), fault));
    }

    private WebAnswer refusal(
            Outcome.Refused refused, Optional<TransactionRequest> sent, @Nullable BraintreeFault fault) {
        Transaction transaction = refused.transaction();
        String message = String.join(
                "\n", refused.problems().stream().map(Problem::message).toList());
        if (transaction != null) {
            message = transaction.rejectionReason == null
                    ? transaction.responseText
                    : "Gateway Rejected: " + transaction.rejectionReason;
        }
        String written = transaction == null ? null : written(transaction, fault);
        return xml(422, TransactionXml.refusal(refused.problems(), sent, written, message), fault);
    }

    private Outcome sale(Optional<TransactionRequest> request) {
        if (request.isEmpty()) {
            return Outcome.Refused.of("91524", "type", "Transaction type is required.");
        }
        Optional<String> type = request.get().text("type");
        if (!type.equals(Optional.of("sale"))) {
            return type.isEmpty()
                    ? Outcome.Refused.of("91524", "type", "Transaction type is required.")
                    : Outcome.Refused.of("91523", "type", "Transaction type is invalid.");
        }
        boolean hasKey = request.get().text("api-request-key").isPresent();
        return books.sale(request.get(), defaultAccount, !hasKey);
    }

    private Outcome submit(String id, Optional<TransactionRequest> request) {
        List<Problem> problems = new ArrayList<>();
        BigDecimal amount = amount(request, problems);
        return problems.isEmpty() ? books.submitForSettlement(id, amount) : new Outcome.Refused(problems, null);
    }

    private Outcome refund(String id, Optional<TransactionRequest> request) {
        List<Problem> problems = new ArrayList<>();
        BigDecimal amount = amount(request, problems);
        return problems.isEmpty()
                ? books.refund(id, amount, request.flatMap(sent -> sent.text("orderId")))
                : new Outcome.Refused(problems, null);
    }

    private static @Nullable BigDecimal amount(Optional<TransactionRequest> request, List<Problem> problems) {
        return request.filter(sent -> sent.text("amount").isPresent())
                .map(sent -> sent.amount(problems))
                .orElse(null);
    }

    private WebAnswer find(String id, @Nullable BraintreeFault fault) {
        return books.find(id)
                .map(found -> xml(200, written(found, fault), fault))
                .orElseGet(() -> status(404));
    }

    private WebAnswer searchIds(Predicate<Transaction> query) {
        List<String> ids = books.search(query);
        return xml(200, TransactionXml.searchIds(ids.subList(0, Math.min(ids.size(), MAX_IDS)), PAGE_SIZE), null);
    }

    private WebAnswer searchPage(Predicate<Transaction> query, @Nullable BraintreeFault fault) {
        List<String> page = books.search(query).stream()
                .limit(PAGE_SIZE)
                .flatMap(id -> books.find(id).stream())
                .map(found -> written(found, fault))
                .toList();
        return xml(200, TransactionXml.page(page), fault);
    }

    private WebAnswer clientToken() {
        String token = "{\"version\":2,\"environment\":\"sandbox\",\"merchantId\":\"" + access.merchant() + "\"}";
        return xml(
                201,
                "<client-token><value>"
                        + Base64.getEncoder().encodeToString(token.getBytes(StandardCharsets.UTF_8))
                        + "</value></client-token>",
                null);
    }

    private String written(Transaction transaction, @Nullable BraintreeFault fault) {
        synchronized (books) {
            return TransactionXml.transaction(transaction, fault);
        }
    }

    private static WebAnswer xml(int status, String root, @Nullable BraintreeFault fault) {
        return WebAnswer.of(status, "application/xml; charset=utf-8", TransactionXml.document(root, fault));
    }

    private static WebAnswer status(int status) {
        return new WebAnswer(
                status,
                Map.of("Content-Type", "text/plain; charset=utf-8"),
                ("The sandbox's gateway says " + status).getBytes(StandardCharsets.UTF_8));
    }

    private static boolean accepts(WebRequest request) {
        return request.header("Accept-Encoding")
                .orElse("")
                .toLowerCase(Locale.ROOT)
                .contains("gzip");
    }

    private static WebAnswer zipped(WebAnswer answer) {
        try (ByteArrayOutputStream out = new ByteArrayOutputStream()) {
            try (GZIPOutputStream zip = new GZIPOutputStream(out)) {
                zip.write(answer.body());
            }
            return new WebAnswer(answer.status(), answer.headers(), out.toByteArray()).with("Content-Encoding", "gzip");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
