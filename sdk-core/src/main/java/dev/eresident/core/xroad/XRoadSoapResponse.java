package dev.eresident.core.xroad;

import dev.eresident.core.Bytes;
import dev.eresident.core.ServiceException;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * One SOAP exchange whose answer was held against the question: what to keep as evidence of it.
 *
 * @param messageId the id of this attempt ({@code xrd:id}), under which both security servers logged it
 * @param request the exact bytes sent
 * @param answer the exact bytes received
 * @param receivedAt by the client's clock
 * @param fault the provider's own fault, if that is what it answered: nothing ties a fault to the question
 */
public record XRoadSoapResponse(
        String messageId, Bytes request, Bytes answer, Instant receivedAt, Optional<XRoadProviderFault> fault) {
    /** Refuses null. */
    public XRoadSoapResponse {
        Objects.requireNonNull(messageId, "messageId");
        Objects.requireNonNull(request, "request");
        Objects.requireNonNull(answer, "answer");
        Objects.requireNonNull(receivedAt, "receivedAt");
        Objects.requireNonNull(fault, "fault");
    }

    /**
     * Holds a stored answer against its stored question again, as the client did: client, service and id of the headers are
     * equal, and the answer's {@code requestHash} is the hash of the question's bytes.
     *
     * @param request the exact bytes sent
     * @param answer the exact bytes received
     * @throws dev.eresident.core.ProtocolException {@code XROAD_ANSWER_MISMATCH}, {@code XROAD_REQUEST_HASH}, or {@code SOAP_MALFORMED} if they do not
     *     belong together, or either is not a message of the protocol
     */
    public static void recheck(Bytes request, Bytes answer) {
        SoapAnswerCheck.check(request, answer);
    }

    /**
     * Returns the answer, for callers that prefer an exception to a fault.
     *
     * @return the exact bytes received
     * @throws ServiceException {@code SOAP_FAULT} if the provider answered a fault; its text is not repeated
     */
    public Bytes answerOrThrow() {
        if (fault.isPresent()) {
            throw new ServiceException(
                    "SOAP_FAULT",
                    "X-Road",
                    "The provider refused the request with a fault of its own; read it in fault(), and ask the provider",
                    messageId);
        }
        return answer;
    }

    /** Shows the message id and the sizes, never content. */
    @Override
    public String toString() {
        return "XRoadSoapResponse[" + messageId + ", " + (fault.isPresent() ? "fault" : "answer") + " of "
                + answer.size() + " bytes]";
    }
}
