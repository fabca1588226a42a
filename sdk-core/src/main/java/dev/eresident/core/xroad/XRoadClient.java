package dev.eresident.core.xroad;

import dev.eresident.core.Bytes;
import dev.eresident.core.ConfigurationException;
import dev.eresident.core.ProtocolException;
import dev.eresident.core.TransportException;
import dev.eresident.core.internal.soap.SoapEnvelope;
import dev.eresident.core.transport.Transport;
import dev.eresident.core.transport.TransportRequest;
import dev.eresident.core.transport.TransportResponse;
import java.net.URI;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.random.RandomGenerator;

/**
 * Calls X-Road services through the caller's own security server, as one client. Immutable and thread-safe; make one per client
 * and share it.
 *
 * <p>Defaults: 70 s for a whole call, which is longer than the 60 s that a provider's security server waits, so that its typed
 * error comes before our time-out; answers up to 8 MiB.
 */
public final class XRoadClient {
    private static final String XML = "text/xml";

    private final Transport transport;
    private final URI securityServer;
    private final XRoadClientId client;
    private final Clock clock;
    private final RandomGenerator random;
    private final Duration timeout;
    private final int maximumAnswer;

    private XRoadClient(Builder builder) {
        this.transport = builder.transport;
        this.securityServer = builder.securityServer;
        this.client = builder.client;
        this.clock = builder.clock;
        this.random = builder.random;
        this.timeout = builder.timeout;
        this.maximumAnswer = builder.maximumAnswer;
    }

    /**
     * Starts a builder with the required inputs.
     *
     * @param transport holds the TLS client key and the security server's pin
     * @param securityServer its root, for example {@code https://ss.bank.example}; without path and query
     * @param client who calls; registered on that security server
     * @param clock tells when answers came
     * @param random makes the message ids; a {@link java.security.SecureRandom}
     * @return a builder with the defaults
     */
    public static Builder builder(
            Transport transport, URI securityServer, XRoadClientId client, Clock clock, RandomGenerator random) {
        return new Builder(transport, securityServer, client, clock, random);
    }

    /**
     * Returns who calls.
     *
     * @return the client
     */
    public XRoadClientId client() {
        return client;
    }

    /**
     * Returns the clock that stamps answers.
     *
     * @return the clock given to the builder
     */
    public Clock clock() {
        return clock;
    }

    /**
     * Sends one SOAP question under a new message id, and holds the answer against it. Sent once, unless the request is marked as idempotent
     * and the transport repeats; each attempt then has an id of its own.
     *
     * @param request the question
     * @return the answer, or the provider's own fault
     * @throws dev.eresident.core.ServiceException {@code XROAD_ACCESS_DENIED}, {@code XROAD_SERVICE_UNKNOWN}, {@code XROAD_SERVICE_UNAVAILABLE}, {@code
     *     XROAD_REQUEST_REJECTED} or {@code XROAD_FAULT}; its request id is the message id of the last attempt
     * @throws ConfigurationException {@code XROAD_CLIENT_UNKNOWN}, {@code XROAD_CLIENT_CERTIFICATE_MISSING}, {@code
     *     XROAD_CLIENT_CERTIFICATE_REFUSED}: nothing reached the provider
     * @throws TransportException {@code XROAD_SECURITY_SERVER_NOT_READY}, {@code XROAD_NETWORK_FAILED}, {@code XROAD_PROVIDER_FAILED}, or as {@link
     *     Transport#send}; the text, as that of every failure, names the message ids of all attempts, and {@code outcomeUnknown()} tells
     *     whether the provider may have acted on any
     * @throws dev.eresident.core.TrustException {@code XROAD_ANSWER_UNTRUSTED}, or {@code TLS_PEER_UNTRUSTED}
     * @throws ProtocolException {@code XROAD_NOT_A_SECURITY_SERVER}, {@code XROAD_ANSWER_UNREADABLE}, {@code XROAD_ATTACHMENTS_UNSUPPORTED},
     *     {@code XROAD_ANSWER_MISMATCH}, {@code XROAD_REQUEST_HASH}: the provider may have acted
     * @throws IllegalArgumentException if the body is not one element whose name begins with the service code
     */
    public XRoadSoapResponse soap(XRoadSoapRequest request) {
        return new Asking<>(() -> {
                    String messageId = newMessageId();
                    Bytes message = SoapEnvelopeWriter.write(client, request, messageId);
                    SoapEnvelope question = SoapEnvelopeWriter.requireIntact(message, request.service());
                    TransportRequest carried = new TransportRequest(
                            label(request.service()),
                            "POST",
                            securityServer.resolve("/"),
                            Map.of("Content-Type", "text/xml; charset=UTF-8", "Accept", XML, "SOAPAction", "\"\""),
                            message,
                            timeout,
                            maximumAnswer);
                    return new Asking.Question<>(
                            messageId,
                            request.idempotent() ? carried.asIdempotent() : carried,
                            answer -> soapAnswer(request.service(), question, message, answer, messageId));
                })
                .over(transport);
    }

    private XRoadSoapResponse soapAnswer(
            XRoadServiceId asked, SoapEnvelope question, Bytes message, TransportResponse answer, String messageId) {
        String service = label(asked);
        SoapEnvelope envelope = envelope(answer, service, messageId);
        Optional<XRoadProviderFault> fault = fault(envelope, service, messageId).map(found -> {
            if (XRoadFaults.isXRoad(found.code())) {
                throw new XRoadFaults(found.code(), found.text(), found.detail()).exception(service, messageId);
            }
            return new XRoadProviderFault(found.code(), found.text());
        });
        if (fault.isEmpty()) {
            if (answer.status() != 200) {
                throw Answers.notASecurityServer(service, messageId, answer);
            }
            check(question, message, envelope, messageId);
        }
        return new XRoadSoapResponse(messageId, message, answer.body(), clock.instant(), fault);
    }

    private static SoapEnvelope envelope(TransportResponse answer, String service, String messageId) {
        if (answer.hasMediaType("multipart/related") && answer.status() == 200) {
            throw new ProtocolException(
                    "XROAD_ATTACHMENTS_UNSUPPORTED",
                    service
                            + " answered with attachments, which this release does not read; treat the outcome as unknown [message "
                            + messageId + "]");
        }
        if (!answer.hasMediaType(XML)) {
            throw Answers.notASecurityServer(service, messageId, answer);
        }
        try {
            return SoapEnvelope.read(answer.body().toByteArray());
        } catch (ProtocolException e) {
            throw unreadable(service, messageId);
        }
    }

    private static Optional<SoapEnvelope.Fault> fault(SoapEnvelope envelope, String service, String messageId) {
        try {
            return envelope.fault();
        } catch (ProtocolException e) {
            throw unreadable(service, messageId);
        }
    }

    private static void check(SoapEnvelope question, Bytes message, SoapEnvelope answer, String messageId) {
        try {
            SoapAnswerCheck.check(question, message, answer);
        } catch (ProtocolException e) {
            throw new ProtocolException(e.code(), e.getMessage() + " [message " + messageId + "]");
        }
    }

    private static ProtocolException unreadable(String service, String messageId) {
        return new ProtocolException(
                "XROAD_ANSWER_UNREADABLE",
                service + " answered XML that is not a SOAP message; treat the outcome as unknown [message " + messageId
                        + "]");
    }

    /**
     * Sends one REST question under a new message id, and holds the answer against it. The provider's own HTTP errors and redirections
     * are answers. Sent once, except for GET and HEAD over a transport that repeats; each attempt then has an id of its own.
     *
     * @param request the question
     * @return the provider's answer
     * @throws dev.eresident.core.ServiceException as {@link #soap}
     * @throws ConfigurationException as {@link #soap}
     * @throws TransportException as {@link #soap}
     * @throws dev.eresident.core.TrustException as {@link #soap}
     * @throws ProtocolException {@code XROAD_NOT_A_SECURITY_SERVER} or {@code XROAD_ANSWER_MISMATCH}: the provider may have acted
     * @throws IllegalArgumentException if the method or a header cannot be sent
     */
    public XRoadRestResponse rest(XRoadRestRequest request) {
        return new Asking<>(() -> {
                    String messageId = newMessageId();
                    String service = label(request.service());
                    RestMessage message = new RestMessage(client, request, messageId);
                    TransportRequest carried = new TransportRequest(
                                    service,
                                    request.method(),
                                    URI.create(securityServer.getScheme() + "://" + securityServer.getRawAuthority()
                                            + message.target()),
                                    message.headers(),
                                    request.body(),
                                    timeout,
                                    maximumAnswer)
                            .onRoute("r1/{service}");
                    boolean reads =
                            request.method().equals("GET") || request.method().equals("HEAD");
                    return new Asking.Question<>(messageId, reads ? carried.asIdempotent() : carried, answer -> {
                        Answers.requireMatch(answer, client, request.service(), service, messageId);
                        return new XRoadRestResponse(
                                messageId,
                                message.head(),
                                request.body(),
                                answer.status(),
                                answer.headers(),
                                answer.body(),
                                clock.instant());
                    });
                })
                .over(transport);
    }

    private static String label(XRoadServiceId service) {
        return "X-Road " + service;
    }

    private String newMessageId() {
        byte[] drawn = new byte[16];
        random.nextBytes(drawn);
        ByteBuffer bits = ByteBuffer.wrap(drawn);
        long high = (bits.getLong() & ~0xf000L) | 0x4000L;
        long low = (bits.getLong() & 0x3fffffffffffffffL) | 0x8000000000000000L;
        return new UUID(high, low).toString();
    }

    /** Shows client and security server. */
    @Override
    public String toString() {
        return "XRoadClient[" + client + " through " + securityServer.getRawAuthority() + "]";
    }

    /** Collects settings; not thread-safe. */
    public static final class Builder {
        private final Transport transport;
        private final URI securityServer;
        private final XRoadClientId client;
        private final Clock clock;
        private final RandomGenerator random;
        private Duration timeout = Duration.ofSeconds(70);
        private int maximumAnswer = 8 << 20;
        private boolean plaintext;

        private Builder(
                Transport transport, URI securityServer, XRoadClientId client, Clock clock, RandomGenerator random) {
            this.transport = Objects.requireNonNull(transport, "transport");
            this.securityServer = Objects.requireNonNull(securityServer, "securityServer");
            this.client = Objects.requireNonNull(client, "client");
            this.clock = Objects.requireNonNull(clock, "clock");
            this.random = Objects.requireNonNull(random, "random");
        }

        /**
         * Bounds a whole call.
         *
         * @param limit positive, at most a day; default 70 s
         * @return this
         */
        public Builder timeout(Duration limit) {
            if (limit.isNegative() || limit.isZero() || limit.compareTo(Duration.ofDays(1)) > 0) {
                throw new ConfigurationException(
                        "DURATION_NOT_POSITIVE", "The time-out of a call must be positive and at most a day");
            }
            this.timeout = limit;
            return this;
        }

        /**
         * Bounds the size of an answer.
         *
         * @param bytes 1 to 16 000 000; default 8 MiB
         * @return this
         */
        public Builder maximumAnswer(int bytes) {
            if (bytes < 1 || bytes > 16_000_000) {
                throw new ConfigurationException(
                        "XROAD_ANSWER_LIMIT", "The limit of an answer must be 1 to 16 000 000 bytes");
            }
            this.maximumAnswer = bytes;
            return this;
        }

        /**
         * Allows {@code http} to a security server on another host (connection type HTTP). Anyone between can then read and change all messages.
         *
         * @return this
         */
        public Builder dangerouslyAllowPlaintext() {
            this.plaintext = true;
            return this;
        }

        /**
         * Makes the client.
         *
         * @return an immutable client
         * @throws ConfigurationException {@code XROAD_ADDRESS} if the address is not the root of a server, or {@code XROAD_PLAINTEXT} if it is not
         *     {@code https} and on another host
         */
        public XRoadClient build() {
            Answers.requireAddress(securityServer, plaintext);
            return new XRoadClient(this);
        }
    }
}
