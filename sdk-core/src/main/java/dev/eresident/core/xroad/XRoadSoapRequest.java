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
 */
public record XRoadSoapRequest(XRoadServiceId service, Bytes body, XRoadContext context) {
    /** Refuses null. */
    public XRoadSoapRequest {
        Objects.requireNonNull(service, "service");
        Objects.requireNonNull(body, "body");
        Objects.requireNonNull(context, "context");
    }

    /** Shows the service and the size, never the body. */
    @Override
    public String toString() {
        return "XRoadSoapRequest[" + service + ", " + body.size() + " bytes]";
    }
}
