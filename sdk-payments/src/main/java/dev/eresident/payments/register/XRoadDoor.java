package dev.eresident.payments.register;

import dev.eresident.core.ServiceException;
import dev.eresident.core.xroad.XRoadClient;
import dev.eresident.core.xroad.XRoadClientId;
import dev.eresident.core.xroad.XRoadContext;
import dev.eresident.core.xroad.XRoadServiceId;
import dev.eresident.core.xroad.XRoadSoapRequest;
import dev.eresident.core.xroad.XRoadSoapResponse;
import java.time.Instant;
import java.util.Optional;

/** Through the caller's security server. */
record XRoadDoor(XRoadClient client, XRoadClientId register, RegisterCredentials credentials) implements RegisterDoor {
    /** Every operation of the register has this service version; its own version stands in its name. */
    private static final String VERSION = "v1";

    @Override
    public Exchange ask(RegisterQuestion question, Optional<String> userId) {
        XRoadContext context = userId.map(XRoadContext.none()::withUserId).orElse(XRoadContext.none());
        XRoadServiceId service = XRoadServiceId.of(register, question.operation(), VERSION);
        XRoadSoapResponse answer =
                ask(new XRoadSoapRequest(service, question.body(credentials), context).asIdempotent());
        answer.fault().ifPresent(fault -> {
            throw RegisterFaults.of(fault.text(), "business register over X-Road", answer.messageId());
        });
        return new Exchange(
                Kind.X_ROAD,
                CredentialCut.cut(answer.request(), credentials),
                CredentialCut.cut(answer.answer(), credentials),
                !credentials.present(),
                Optional.of(answer.messageId()),
                answer.receivedAt());
    }

    /** An operator's notice is the one text of others that an exception of X-Road repeats, and the register can write there too. */
    private XRoadSoapResponse ask(XRoadSoapRequest request) {
        try {
            return client.soap(request);
        } catch (ServiceException e) {
            if (credentials.standIn(String.valueOf(e.getMessage()))) {
                throw new ServiceException(
                        e.code(),
                        e.service(),
                        e.service()
                                + " was refused by X-Road with a text that repeats the password, so it is not shown",
                        e.requestId().orElse(null));
            }
            throw e;
        }
    }

    @Override
    public Instant now() {
        return client.clock().instant();
    }

    /** Shows no credentials. */
    @Override
    public String toString() {
        return "over " + client;
    }
}
