package dev.eresident.payments.gateway.braintree;

import dev.eresident.core.ProtocolException;
import dev.eresident.core.ServiceException;
import dev.eresident.core.internal.xml.XmlElement;
import dev.eresident.payments.gateway.GatewayOutcome.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** An HTTP answer; its XML is read for 200, 201 and 422 only. */
record Answer(int status, Optional<XmlElement> root) {
    /** Braintree turned the request away before it did anything (payments reference §4.1). */
    private static final Set<Integer> TURNED_AWAY = Set.of(401, 403, 404, 426, 429);

    private static final int MOST_PROBLEMS = 8;
    private static final int DEEPEST = 12;

    boolean isOk() {
        return status == 200 || status == 201;
    }

    boolean isBusinessRefusal() {
        return status == 422;
    }

    boolean isTurnedAway() {
        return TURNED_AWAY.contains(status);
    }

    /** The root, which must have this name. */
    XmlElement root(String name) {
        return root.filter(element -> element.is("", name))
                .orElseThrow(() -> new ProtocolException(
                        "BRAINTREE_ANSWER", "Braintree's answer is not the <" + name + "> that was asked for"));
    }

    /** The transaction of a success, or the one inside a refusal. */
    Optional<BraintreeTransaction> transaction(String gateway) {
        if (isOk()) {
            return Optional.of(BraintreeTransaction.read(gateway, root("transaction")));
        }
        return root("api-error-response")
                .atMostOne("", "transaction")
                .map(element -> BraintreeTransaction.read(gateway, element));
    }

    /** The validation errors of a refusal, with the path of the object that each is about. */
    List<Problem> problems() {
        List<Problem> found = new ArrayList<>();
        root("api-error-response").atMostOne("", "errors").ifPresent(errors -> collect(errors, "", 0, found));
        return List.copyOf(found);
    }

    private static void collect(XmlElement errors, String path, int depth, List<Problem> found) {
        for (XmlElement child : errors.elements()) {
            if (found.size() >= MOST_PROBLEMS || depth > DEEPEST) {
                return;
            }
            if (!child.name().equals("errors")) {
                collect(child, path.isEmpty() ? child.name() : path + "/" + child.name(), depth + 1, found);
                continue;
            }
            for (XmlElement error : child.elements("", "error")) {
                if (found.size() < MOST_PROBLEMS) {
                    found.add(new Problem(
                            Texts.visible(path + "/" + text(error, "attribute")),
                            Texts.visible(text(error, "code")),
                            Texts.visible(text(error, "message"))));
                }
            }
        }
    }

    private static String text(XmlElement error, String name) {
        return error.atMostOne("", name).map(XmlElement::text).orElse("");
    }

    /** What to throw for a status that is not an answer to the question. */
    ServiceException failure() {
        String code = switch (status) {
            case 401 -> "BRAINTREE_AUTHENTICATION";
            case 403 -> "BRAINTREE_AUTHORIZATION";
            case 404 -> "BRAINTREE_NOT_FOUND";
            case 408 -> "BRAINTREE_REQUEST_TIMEOUT";
            case 426 -> "BRAINTREE_UPGRADE_REQUIRED";
            case 429 -> "BRAINTREE_TOO_MANY_REQUESTS";
            case 503 -> "BRAINTREE_UNAVAILABLE";
            case 504 -> "BRAINTREE_GATEWAY_TIMEOUT";
            default -> "BRAINTREE_HTTP_" + status;
        };
        String text = switch (status) {
            case 401 ->
                "does not know these keys; check public and private key, and that they belong to this" + " environment";
            case 403 -> "does not allow this to the keys; check the rights of their user in the control panel";
            case 404 -> "does not know the transaction or the merchant id";
            case 426 -> "no longer speaks this version of the API; update the SDK";
            case 429 -> "gets too many requests; slow down and try again later";
            default -> "could not answer (HTTP " + status + "); try again later";
        };
        return new ServiceException(code, BraintreeApi.SERVICE, "Braintree " + text, null);
    }
}
