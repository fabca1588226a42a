package dev.eresident.payments.register;

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
        XRoadSoapResponse answer = client.soap(new XRoadSoapRequest(
                XRoadServiceId.of(register, question.operation(), VERSION), question.body(credentials), context));
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
