package dev.eresident.core.trust.lists;

import dev.eresident.core.Bytes;
import dev.eresident.core.ConfigurationException;
import dev.eresident.core.EResidentException;
import dev.eresident.core.ProtocolException;
import dev.eresident.core.ServiceException;
import dev.eresident.core.TransportException;
import dev.eresident.core.TrustException;
import dev.eresident.core.internal.crypto.DigestAlgorithm;
import dev.eresident.core.transport.Transport;
import dev.eresident.core.transport.TransportRequest;
import dev.eresident.core.transport.TransportResponse;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** Fetches lists: bounded, without redirects, and only when the known copy is not the newest. */
final class ListDownload {
    private static final String TYPES = "application/vnd.etsi.tsl+xml, application/xml;q=0.9, */*;q=0.5";
    private static final int SHA256_BYTES = 32;
    private static final int LONGEST_DIGEST_FILE = 1024;

    private final Transport transport;
    private final Duration timeout;
    private final long maximumSize;
    private final Instant now;

    ListDownload(Transport transport, Duration timeout, long maximumSize, Instant now) {
        this.transport = transport;
        this.timeout = timeout;
        this.maximumSize = maximumSize;
        this.now = now;
    }

    /**
     * Fetches a list.
     *
     * @param location where
     * @param known a copy that is good, to be asked whether it is still the newest
     * @return the new copy, or empty when the known one is the newest
     * @throws EResidentException of the kinds that {@link #isFailure} accepts, when nothing could be fetched
     */
    Optional<CachedList> fetch(URI location, Optional<CachedList> known) {
        Map<String, String> headers = new HashMap<>();
        headers.put("Accept", TYPES);
        if (known.isPresent()) {
            known.get().etag().ifPresent(etag -> headers.put("If-None-Match", etag));
            known.get().lastModified().ifPresent(date -> headers.put("If-Modified-Since", date));
            if (!known.get().hasValidator() && digestFileSaysUnchanged(location, known.get())) {
                return Optional.empty();
            }
        }
        TransportResponse answer = send(location, headers, maximumSize);
        if (answer.status() == 304 && known.isPresent()) {
            return Optional.empty();
        }
        if (answer.status() != 200) {
            String service = service(location);
            throw new ServiceException(
                    "HTTP_" + answer.status(),
                    service,
                    service + " answered HTTP " + answer.status()
                            + " instead of a list; try again later, or look whether the list of lists names another address",
                    null);
        }
        return Optional.of(new CachedList(
                location,
                answer.body(),
                answer.header("etag").filter(CachedList::fits),
                answer.header("last-modified").filter(CachedList::fits),
                now));
    }

    /** Takes the deadline of the caller along to another thread. */
    <T> Supplier<T> carrying(Supplier<T> work) {
        return transport.carrying(work);
    }

    /** Whether an exception means that something could not be fetched or believed, in contrast to a wrong set-up or a bug. */
    static boolean isFailure(EResidentException e) {
        return e instanceof TransportException
                || e instanceof ServiceException
                || e instanceof ProtocolException
                || e instanceof TrustException;
    }

    /**
     * The convention of list publishers for servers without validators: beside {@code x.xml} stands {@code x.sha2}, 32 bytes or 64 digits. It saves a download and proves nothing.
     */
    private boolean digestFileSaysUnchanged(URI location, CachedList known) {
        Optional<URI> beside = digestFile(location);
        if (beside.isEmpty()) {
            return false;
        }
        try {
            TransportResponse answer = send(beside.get(), Map.of(), LONGEST_DIGEST_FILE);
            byte[] body = answer.body().toByteArray();
            Bytes digest =
                    Bytes.of(DigestAlgorithm.SHA256.digest(known.content().toByteArray()));
            boolean same = body.length == SHA256_BYTES
                    ? digest.equals(answer.body())
                    : digest.hex().equalsIgnoreCase(new String(body, StandardCharsets.US_ASCII).strip());
            return answer.status() == 200 && same;
        } catch (EResidentException e) {
            if (isFailure(e)) {
                return false;
            }
            throw e;
        }
    }

    private static Optional<URI> digestFile(URI location) {
        String path = location.getRawPath();
        int dot = path == null ? -1 : path.lastIndexOf('.');
        if (path == null || dot <= path.lastIndexOf('/') || location.getRawQuery() != null) {
            return Optional.empty();
        }
        String address = location.toString();
        return Optional.of(
                URI.create(address.substring(0, address.length() - path.length()) + path.substring(0, dot) + ".sha2"));
    }

    private TransportResponse send(URI location, Map<String, String> headers, long limit) {
        TransportRequest request;
        try {
            request = new TransportRequest(service(location), "GET", location, headers, Bytes.empty(), timeout, limit)
                    .asIdempotent();
        } catch (IllegalArgumentException e) {
            throw unusable(location.toString(), e);
        }
        try {
            return transport.send(request);
        } catch (ConfigurationException e) {
            if (e.code().equals("ADDRESS_UNUSABLE")) {
                throw unusable(location.toString(), e);
            }
            throw e;
        }
    }

    static ProtocolException unusable(String location, Exception cause) {
        return new ProtocolException(
                "TRUST_LIST_ADDRESS_UNUSABLE",
                "A trusted list cannot be fetched from the address that is named for it: " + location,
                cause);
    }

    private static String service(URI location) {
        return "Trusted list at " + location.getHost();
    }
}
