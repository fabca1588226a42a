package dev.eresident.payments.gateway.braintree;

import dev.eresident.core.Bytes;
import dev.eresident.core.ProtocolException;
import dev.eresident.core.internal.xml.XmlElement;
import dev.eresident.core.internal.xml.XmlLimits;
import dev.eresident.core.internal.xml.XmlReading;
import dev.eresident.core.transport.Transport;
import dev.eresident.core.transport.TransportRequest;
import dev.eresident.core.transport.TransportResponse;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.zip.GZIPInputStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The HTTP contract (payments reference §4.2): one request, one answer; only questions may be sent twice, never what moves money. */
final class BraintreeApi {
    private static final Logger LOG = LoggerFactory.getLogger(BraintreeApi.class);

    static final String SERVICE = "Braintree";

    static final int LARGEST_ANSWER = 2_000_000;
    static final XmlLimits LIMITS = new XmlLimits(LARGEST_ANSWER, 50_000, 32, 32);
    private static final int MOST_HITS = 100;
    private static final int LARGEST_PAGE = 100;

    private final Transport transport;
    private final BraintreeEndpoint endpoint;
    private final BraintreeCredentials credentials;
    private final Settings settings;
    private final String name;
    private final XmlReading xml = new XmlReading(LIMITS);

    BraintreeApi(Transport transport, BraintreeEndpoint endpoint, BraintreeCredentials credentials, Settings settings) {
        this.transport = transport;
        this.endpoint = endpoint;
        this.credentials = credentials;
        this.settings = settings;
        this.name = "braintree:" + credentials.merchantId();
    }

    String name() {
        return name;
    }

    Answer send(Act act) {
        String operation = act.trace().operation().journalName();
        return send(
                request(act.method(), act.path(), operation, act.body()),
                answer -> show(operation, act.body(), answer));
    }

    Optional<BraintreeTransaction> find(String transactionId) {
        if (!BraintreeTransaction.isId(transactionId)) {
            return Optional.empty();
        }
        Answer answer = ask("GET", "/transactions/" + transactionId, "transactions/{id}", Bytes.empty());
        if (answer.status() == 404) {
            return Optional.empty();
        }
        if (!answer.isOk()) {
            throw answer.failure();
        }
        return answer.transaction(name);
    }

    /** All transactions with this order id: first their ids, then page by page. */
    List<BraintreeTransaction> search(String orderId) {
        XmlElement results = ok(search("advanced_search_ids", RequestXml.search(orderId, List.of())))
                .root("search-results");
        List<String> ids = results.exactlyOne("", "ids").elements("", "item").stream()
                .map(XmlElement::text)
                .toList();
        if (ids.size() > MOST_HITS || !ids.stream().allMatch(BraintreeTransaction::isId)) {
            throw new ProtocolException(
                    "BRAINTREE_SEARCH", "Braintree's search gave more than " + MOST_HITS + " or unreadable ids");
        }
        int page = pageSize(results);
        List<BraintreeTransaction> found = new ArrayList<>();
        for (int from = 0; from < ids.size(); from += page) {
            List<String> wanted = ids.subList(from, Math.min(from + page, ids.size()));
            XmlElement transactions = ok(search("advanced_search", RequestXml.search(orderId, wanted)))
                    .root("credit-card-transactions");
            List<BraintreeTransaction> read = transactions.elements("", "transaction").stream()
                    .map(element -> BraintreeTransaction.read(name, element))
                    .toList();
            if (!read.stream().map(one -> one.seen().transactionId()).toList().containsAll(wanted)) {
                throw new ProtocolException(
                        "BRAINTREE_SEARCH", "Braintree's search did not show all the transactions that it had found");
            }
            found.addAll(read);
        }
        return found.stream()
                .filter(one -> one.seen().orderId().equals(Optional.of(orderId)))
                .toList();
    }

    private static int pageSize(XmlElement results) {
        String text = results.exactlyOne("", "page-size").text();
        if (!text.matches("[1-9][0-9]{0,3}")) {
            throw new ProtocolException("BRAINTREE_SEARCH", "Braintree's search has no readable page size");
        }
        return Math.min(Integer.parseInt(text), LARGEST_PAGE);
    }

    private static Answer ok(Answer answer) {
        if (!answer.isOk()) {
            throw answer.failure();
        }
        return answer;
    }

    /** Whatever the listener does, the act has happened: its failure must not look like one of the gateway. */
    private void show(String operation, Bytes request, byte[] answer) {
        try {
            settings.exchanges().exchanged(operation, request, Bytes.of(answer));
        } catch (RuntimeException e) {
            LOG.warn("The exchange listener failed with {}", e.getClass().getName());
        }
    }

    private Answer search(String kind, Bytes body) {
        return ask("POST", "/transactions/" + kind, "transactions/" + kind, body);
    }

    /** A question changes nothing, so it may be repeated. */
    private Answer ask(String method, String path, String route, Bytes body) {
        return send(request(method, path, route, body).asIdempotent(), answer -> {});
    }

    private TransportRequest request(String method, String path, String route, Bytes body) {
        return new TransportRequest(
                        SERVICE,
                        method,
                        endpoint.resolve("/merchants/" + credentials.merchantId() + path),
                        headers(body),
                        body,
                        settings.timeout(),
                        LARGEST_ANSWER)
                .onRoute(route);
    }

    private Answer send(TransportRequest request, Consumer<byte[]> reader) {
        TransportResponse response = transport.send(request);
        int status = response.status();
        if (status != 200 && status != 201 && status != 422) {
            return new Answer(status, Optional.empty());
        }
        byte[] answer = unzipped(response);
        reader.accept(answer);
        return new Answer(status, Optional.of(xml.read(answer)));
    }

    private Map<String, String> headers(Bytes body) {
        Map<String, String> headers = new HashMap<>();
        headers.put("Authorization", authorization());
        headers.put("X-ApiVersion", "6");
        headers.put("Accept", "application/xml");
        headers.put("Accept-Encoding", "gzip");
        if (!body.isEmpty()) {
            headers.put("Content-Type", "application/xml");
        }
        return headers;
    }

    private String authorization() {
        return credentials.privateKey().use(key -> {
            byte[] user = (credentials.publicKey() + ":").getBytes(java.nio.charset.StandardCharsets.US_ASCII);
            byte[] both = Arrays.copyOf(user, user.length + key.length);
            System.arraycopy(key, 0, both, user.length, key.length);
            String header = "Basic " + Base64.getEncoder().encodeToString(both);
            Arrays.fill(both, (byte) 0);
            return header;
        });
    }

    static byte[] unzipped(TransportResponse response) {
        String encoding =
                response.header("content-encoding").orElse("identity").strip().toLowerCase(Locale.ROOT);
        if (encoding.equals("identity")) {
            return response.body().toByteArray();
        }
        if (!encoding.equals("gzip")) {
            throw new ProtocolException(
                    "BRAINTREE_ANSWER", "Braintree's answer has a content coding that was not asked for");
        }
        try (InputStream in = new GZIPInputStream(response.body().openStream())) {
            byte[] plain = in.readNBytes(LARGEST_ANSWER + 1);
            if (plain.length > LARGEST_ANSWER) {
                throw new ProtocolException(
                        "BRAINTREE_ANSWER", "Braintree's answer unpacks to more than " + LARGEST_ANSWER + " bytes");
            }
            return plain;
        } catch (IOException e) {
            throw new ProtocolException("BRAINTREE_ANSWER", "Braintree's answer cannot be unpacked", e);
        }
    }
}
