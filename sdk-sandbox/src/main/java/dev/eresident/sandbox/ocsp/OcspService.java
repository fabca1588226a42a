package dev.eresident.sandbox.ocsp;

import dev.eresident.sandbox.fault.ServiceRoute;
import dev.eresident.sandbox.fault.TransportFault;
import dev.eresident.sandbox.pki.Authority;
import dev.eresident.sandbox.pki.SandboxPki;
import java.math.BigInteger;
import java.net.URI;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Status of the sandbox's certificates (RFC 6960), computed and signed at every request.
 *
 * <p>Issued certificates are good until told otherwise, all others unknown. Safe for use by several threads.
 */
public final class OcspService {
    /** The reason code of a suspended certificate (RFC 5280 §5.3.1, certificateHold). */
    public static final int CERTIFICATE_HOLD = 6;

    private final SandboxPki pki;
    private final Clock clock;
    private final ServiceRoute route;
    private final URI uri;
    private final OcspAnswers answers;
    private final Map<String, Revocation> revocations = new HashMap<>();
    private @Nullable OcspFault fault;

    record Revocation(Instant at, int reason, boolean forgotten) {}

    /**
     * Makes the service; {@code Sandbox} does this.
     *
     * @param pki whose certificates
     * @param clock the time of the answers
     * @param route counts and breaks the requests
     * @param uri the address, without the authority's name
     */
    public OcspService(SandboxPki pki, Clock clock, ServiceRoute route, URI uri) {
        this.pki = pki;
        this.clock = clock;
        this.route = route;
        this.uri = uri;
        this.answers = new OcspAnswers(pki);
    }

    /**
     * The address of the responder; below it there is one for each authority ({@link Authority#ocspUri()}). Posting here works too.
     *
     * @return the address
     */
    public URI uri() {
        return uri;
    }

    /**
     * Revokes a certificate for good.
     *
     * @param certificate of this sandbox
     * @param at since when
     * @param reason the code of RFC 5280 §5.3.1, for example 1 for keyCompromise
     */
    public synchronized void revoke(X509Certificate certificate, Instant at, int reason) {
        revocations.put(key(certificate), new Revocation(at, reason, false));
    }

    /**
     * Suspends a certificate: revoked with the reason certificateHold.
     *
     * @param certificate of this sandbox
     * @param at since when
     */
    public synchronized void suspend(X509Certificate certificate, Instant at) {
        revoke(certificate, at, CERTIFICATE_HOLD);
    }

    /**
     * Lets the responder say "unknown" about a certificate.
     *
     * @param certificate of this sandbox
     */
    public synchronized void forget(X509Certificate certificate) {
        revocations.put(key(certificate), new Revocation(Instant.EPOCH, 0, true));
    }

    /**
     * Makes a certificate good again.
     *
     * @param certificate of this sandbox
     */
    public synchronized void activate(X509Certificate certificate) {
        revocations.remove(key(certificate));
    }

    /**
     * Lets every answer be wrong from now on, until {@link #heal()}.
     *
     * @param how what is wrong
     */
    public synchronized void misbehave(OcspFault how) {
        fault = how;
    }

    /**
     * Lets every request fail below the protocol from now on, until {@link #heal()}.
     *
     * @param how what goes wrong
     */
    public void fail(TransportFault how) {
        route.fail(how);
    }

    /**
     * Lets the next requests fail below the protocol, one fault each.
     *
     * @param how what goes wrong, in order
     */
    public void failNext(TransportFault... how) {
        route.failNext(how);
    }

    /** Takes all faults away; the status of certificates stays. */
    public synchronized void heal() {
        fault = null;
        route.heal();
    }

    /**
     * Counts the requests that arrived over HTTP, failed ones included.
     *
     * @return how many since the start
     */
    public long requestCount() {
        return route.requestCount();
    }

    /**
     * Answers a request without HTTP, with the scripted fault if there is one.
     *
     * @param authorityId the authority in the address; its responder says "unknown" about foreign certificates
     * @param request DER
     * @return DER
     */
    public byte[] answer(String authorityId, byte[] request) {
        OcspFault now;
        synchronized (this) {
            now = fault;
        }
        return answers.answer(request, pki.authority(authorityId).orElse(null), clock.instant(), now, this::revocation);
    }

    /**
     * Asks about a certificate and answers at once, without HTTP, request count or scripted fault.
     *
     * @param certificate whose status
     * @param issuer who issued it
     * @param at the time of the answer
     * @param how what is wrong with the answer, or null for a right one
     * @return a DER-encoded OCSP response without nonce
     */
    public byte[] answerFor(X509Certificate certificate, Authority issuer, Instant at, @Nullable OcspFault how) {
        return answers.answer(OcspAnswers.request(certificate, issuer), issuer, at, how, this::revocation);
    }

    private synchronized @Nullable Revocation revocation(Authority authority, BigInteger serialNumber) {
        Revocation known = revocations.get(
                authority.certificate().getSubjectX500Principal().getName() + "/" + serialNumber);
        if (known == null && !pki.isIssued(authority, serialNumber)) {
            return new Revocation(Instant.EPOCH, 0, true);
        }
        return known;
    }

    private static String key(X509Certificate certificate) {
        return certificate.getIssuerX500Principal().getName() + "/" + certificate.getSerialNumber();
    }
}
