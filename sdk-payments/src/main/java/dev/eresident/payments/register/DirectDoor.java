package dev.eresident.payments.register;

import dev.eresident.core.Bytes;
import dev.eresident.core.ProtocolException;
import dev.eresident.core.ServiceException;
import dev.eresident.core.internal.soap.SoapEnvelope;
import dev.eresident.core.transport.Transport;
import dev.eresident.core.transport.TransportRequest;
import dev.eresident.core.transport.TransportResponse;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** Through the register's own HTTPS address. */
record DirectDoor(Transport transport, URI address, RegisterCredentials credentials, Clock clock)
        implements RegisterDoor {
    private static final String SERVICE = "business register";
    private static final Duration TIMEOUT = Duration.ofSeconds(60);
    private static final int MAXIMUM_ANSWER = 8 << 20;

    @Override
    public Exchange ask(RegisterQuestion question, Optional<String> userId) {
        Bytes message = question.envelope(credentials);
        TransportResponse answer = transport.send(new TransportRequest(
                        SERVICE,
                        "POST",
                        address,
                        Map.of("Content-Type", "text/xml; charset=utf-8", "Accept", "text/xml", "SOAPAction", "\"\""),
                        message,
                        TIMEOUT,
                        MAXIMUM_ANSWER)
                .asIdempotent()); // the register is only read
        refuse(answer);
        return new Exchange(
                Kind.DIRECT,
                CredentialCut.cut(message, credentials),
                CredentialCut.cut(answer.body(), credentials),
                !credentials.present(),
                Optional.empty(),
                clock.instant());
    }

    /** Lets an answer pass that is no fault. */
    static void refuse(TransportResponse answer) {
        if (answer.status() == 401 || answer.status() == 403) {
            throw RegisterFaults.credentials(SERVICE, null);
        }
        boolean xml = answer.hasMediaType("text/xml");
        if (answer.status() != 200 && (answer.status() != 500 || !xml)) {
            throw new ServiceException(
                    "HTTP_" + answer.status(),
                    SERVICE,
                    "The business register answered HTTP " + answer.status()
                            + "; check its address, or try again later",
                    null);
        }
        if (!xml) {
            throw RegisterAnswer.malformed("it is not XML");
        }
        read(answer.body()).fault().ifPresent(fault -> {
            throw RegisterFaults.of(fault.text(), SERVICE, null);
        });
        if (answer.status() != 200) {
            throw RegisterAnswer.malformed("an error without a fault");
        }
    }

    private static SoapEnvelope read(Bytes body) {
        try {
            return SoapEnvelope.read(body.toByteArray());
        } catch (ProtocolException e) {
            throw RegisterAnswer.malformed("it is not a SOAP message");
        }
    }

    @Override
    public Instant now() {
        return clock.instant();
    }

    /** Shows no credentials. */
    @Override
    public String toString() {
        return "at " + address.getRawAuthority();
    }
}
