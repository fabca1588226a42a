package dev.eresident.core.xroad;

import dev.eresident.core.Bytes;
import java.util.Objects;

/**
 * One SOAP question; header and envelope are written by the client.
 *
 * @param service which service, with its version if it has one
 * @param body the one element of the SOAP body in UTF-8, without XML declaration; it declares its own prefixes, and its local name begins with
 *     the service code
 * @param context why, by whom and for whom
 * @param idempotent whether it may be sent again although the provider may have acted already
 */
public record XRoadSoapRequest(XRoadServiceId service, Bytes body, XRoadContext context, boolean idempotent) {
    /** Refuses null. */
    public XRoadSoapRequest {
        Objects.requireNonNull(service, "service");
        Objects.requireNonNull(body, "body");
        Objects.requireNonNull(context, "context");
    }

    /**
     * Makes a question that is sent once.
     *
     * @param service which service
     * @param body the one element of the SOAP body
     * @param context why, by whom and for whom
     */
    public XRoadSoapRequest(XRoadServiceId service, Bytes body, XRoadContext context) {
        this(service, body, context, false);
    }

    /**
     * Marks the question as one that only reads, or does no more when it is carried out twice: a transport that repeats may send it again,
     * under another message id.
     *
     * @return a copy
     */
    public XRoadSoapRequest asIdempotent() {
        return new XRoadSoapRequest(service, body, context, true);
    }

    /** Shows the service and the size, never the body. */
    @Override
    public String toString() {
        return "XRoadSoapRequest[" + service + ", " + body.size() + " bytes]";
    }
}
