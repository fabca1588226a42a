package dev.eresident.core.revocation;

import dev.eresident.core.Bytes;
import dev.eresident.core.ProtocolException;
import dev.eresident.core.certificate.Certificate;
import dev.eresident.core.internal.asn1.DerElement;
import dev.eresident.core.internal.asn1.DerReader;
import dev.eresident.core.internal.crypto.AlgorithmIdentifiers;
import dev.eresident.core.internal.crypto.DigestAlgorithm;
import dev.eresident.core.internal.crypto.SignatureAlgorithm;
import dev.eresident.core.revocation.OcspDetails.NonceState;
import dev.eresident.core.revocation.OcspStatus.Problem;
import dev.eresident.core.revocation.ResponderSearch.Outcome;
import dev.eresident.core.revocation.ResponderSearch.Question;
import dev.eresident.core.trust.TrustPolicy;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Judges an OCSP answer about one certificate (RFC 6960 §3.2, §4.2.2). Immutable, thread-safe.
 *
 * <p>The order is that of the state's own library: response status, count, CertID, responder, signature, its validity and
 * authority, times, certificate status, nonce. Nothing here touches the network.
 */
public final class OcspCheck {
    private static final String NONCE = "1.3.6.1.5.5.7.48.1.2";
    private static final String CRL_REFERENCE = "1.3.6.1.5.5.7.48.1.3";
    private static final String ARCHIVE_CUTOFF = "1.3.6.1.5.5.7.48.1.6";
    private static final String EXTENDED_REVOKE = "1.3.6.1.5.5.7.48.1.9";
    private static final String CERT_HASH = "1.3.36.8.3.13";
    private static final Set<String> KNOWN_EXTENSIONS =
            Set.of(NONCE, CRL_REFERENCE, ARCHIVE_CUTOFF, EXTENDED_REVOKE, CERT_HASH);

    private static final int CERTIFICATE_HOLD = 6;
    private static final int REMOVE_FROM_CRL = 8;

    private final TrustPolicy policy;
    private final ResponderSearch responders;

    private OcspCheck(TrustPolicy policy, boolean acrossTerritories) {
        this.policy = policy;
        this.responders = new ResponderSearch(policy, acrossTerritories);
    }

    /**
     * Makes a check.
     *
     * @param policy whose OCSP services are believed besides issuers and those that they delegate
     * @return an immutable check
     */
    public static OcspCheck with(TrustPolicy policy) {
        return new OcspCheck(policy, false);
    }

    /**
     * Makes a check for which a listed responder may speak about certificates that only another country lists: the Estonian responders gave time-marks to Latvian and Lithuanian signers too.
     * Never for anything but archived signatures.
     *
     * @return an immutable check
     */
    public OcspCheck acrossTerritories() {
        return new OcspCheck(policy, true);
    }

    /**
     * Judges an embedded answer: no freshness, no nonce, any digest of the signature ({@link OcspDetails#signatureDigest} tells it;
     * refusing old ones is the caller's policy). The responder must have been valid and authorised at producedAt. Of several
     * statuses the one about the certificate counts.
     *
     * @param response DER of an OCSPResponse
     * @param subject whose status is asked for
     * @param issuer its issuer, already found to be trusted
     * @param candidates further certificates in which the responder's may be found
     * @return the verdict; never throws for foreign bytes
     */
    public OcspStatus checkEmbedded(
            Bytes response, Certificate subject, Certificate issuer, Collection<Certificate> candidates) {
        try {
            OcspAnswer.Basic basic = successful(OcspAnswer.parse(response.toByteArray()));
            List<OcspAnswer.Single> about = basic.singles().stream()
                    .filter(single -> matches(single.certId(), subject, issuer))
                    .toList();
            if (about.isEmpty()) {
                throw new Refusal(Problem.CERTID_MISMATCH, "The OCSP answer is not about this certificate");
            }
            if (about.size() > 1) {
                throw new Refusal(Problem.RESPONSE_COUNT, "The OCSP answer holds several statuses of the certificate");
            }
            SignatureAlgorithm algorithm = algorithm(basic);
            Question question = new Question(issuer, List.copyOf(candidates), Optional.empty(), basic.producedAt());
            Judged judged = new Judged(response, subject, basic, about.get(0), algorithm);
            return conclude(judged, found(basic, algorithm, question), NonceState.NOT_COMPARED);
        } catch (Refusal e) {
            return e.status();
        } catch (ProtocolException e) {
            return malformed();
        }
    }

    /**
     * Judges a live answer: as an embedded one, and it holds exactly one status, its signature is not over SHA-1, the responder is
     * valid now, the times fit the rules, and last, for a good status, the nonce is that of the question. A wrong or missing
     * nonce does not turn "revoked" or "unknown" into anything else: they are refusals already, and
     * {@link OcspDetails#nonceState} tells.
     *
     * <p>An answer whose only fault is its age still says "revoked" when it says so for ever: for a reason other than certificateHold
     * and removeFromCRL no later answer can say anything else, and whoever takes it for unacceptable might ask a responder that has not
     * heard of it. The nonce must fit then. Otherwise somebody on the way could bring back an answer from years ago, given by mistake or
     * without the reason of a suspension, and a passing disturbance, which he can cause in any case by letting nothing through, would
     * become a lasting verdict about a good certificate. By refusing it nobody gains: the same person can hold back any answer.
     *
     * @param response DER of an OCSPResponse
     * @param subject whose status was asked for
     * @param issuer its issuer, already found to be trusted
     * @param nonce the nonce of the question without its OCTET STRING; empty compares nothing
     * @param rules what the answer must satisfy
     * @param now the time of the judgement
     * @return the verdict; never throws for foreign bytes
     */
    public OcspStatus checkLive(
            Bytes response,
            Certificate subject,
            Certificate issuer,
            Optional<Bytes> nonce,
            OcspRules rules,
            Instant now) {
        try {
            OcspAnswer.Basic basic = successful(OcspAnswer.parse(response.toByteArray()));
            if (basic.singles().size() != 1) {
                throw new Refusal(
                        Problem.RESPONSE_COUNT,
                        "The OCSP answer must hold one status, and holds "
                                + basic.singles().size());
            }
            OcspAnswer.Single single = basic.singles().get(0);
            if (!matches(single.certId(), subject, issuer)) {
                throw new Refusal(Problem.CERTID_MISMATCH, "The OCSP answer is not about the certificate asked for");
            }
            SignatureAlgorithm algorithm = algorithm(basic);
            if (algorithm.digest() == DigestAlgorithm.SHA1) {
                throw new Refusal(
                        Problem.ALGORITHM, "The OCSP answer is signed over SHA-1, which is too weak for a live one");
            }
            Question question = new Question(issuer, List.of(), rules.designatedResponder(), now);
            Outcome.Found found = found(basic, algorithm, question);
            NonceState state = nonceState(nonce, basic.extensions());
            Optional<Problem> time =
                    checkTimes(basic.producedAt(), single.thisUpdate(), single.nextUpdate(), rules, now);
            if (time.isPresent()
                    && !(isRevokedForEver(single)
                            && isOnlyOld(basic.producedAt(), single, rules, now)
                            && fits(state, rules))) {
                throw new Refusal(
                        time.get(),
                        "The times of the OCSP answer do not fit (" + time.get()
                                + "); check this host's clock, or allow more age or skew");
            }
            OcspStatus status = conclude(new Judged(response, subject, basic, single, algorithm), found, state);
            if (status instanceof OcspStatus.Good) {
                refuseWrongNonce(state, rules);
            }
            return status;
        } catch (Refusal e) {
            return e.status();
        } catch (ProtocolException e) {
            return malformed();
        }
    }

    /** Judges the times of a live answer; empty when they fit. */
    static Optional<Problem> checkTimes(
            Instant producedAt, Instant thisUpdate, Optional<Instant> nextUpdate, OcspRules rules, Instant now) {
        if (thisUpdate.isAfter(now.plus(rules.allowedSkew()))) {
            return Optional.of(Problem.THIS_UPDATE_FUTURE);
        }
        if (thisUpdate.isBefore(now.minus(rules.maximumAge()))) {
            return Optional.of(Problem.THIS_UPDATE_TOO_OLD);
        }
        if (nextUpdate.isPresent()) {
            if (nextUpdate.get().isBefore(now.minus(rules.allowedSkew()))) {
                return Optional.of(Problem.NEXT_UPDATE_PAST);
            }
            if (nextUpdate.get().isBefore(thisUpdate)) {
                return Optional.of(Problem.NEXT_UPDATE_BEFORE_THIS_UPDATE);
            }
        }
        return producedAt.isAfter(now.plus(rules.allowedSkew()))
                ? Optional.of(Problem.PRODUCED_AT_FUTURE)
                : Optional.empty();
    }

    private static boolean isRevokedForEver(OcspAnswer.Single single) {
        return single.kind() == OcspAnswer.Kind.REVOKED
                && single.reason() != CERTIFICATE_HOLD
                && single.reason() != REMOVE_FROM_CRL;
    }

    /** Nothing of it is of the future, and its times do not contradict each other. */
    private static boolean isOnlyOld(Instant producedAt, OcspAnswer.Single single, OcspRules rules, Instant now) {
        Instant latest = now.plus(rules.allowedSkew());
        return !single.thisUpdate().isAfter(latest)
                && !producedAt.isAfter(latest)
                && single.nextUpdate()
                        .filter(next -> next.isBefore(single.thisUpdate()))
                        .isEmpty();
    }

    private static boolean fits(NonceState state, OcspRules rules) {
        return state != NonceState.DIFFERENT && (state != NonceState.MISSING || !rules.nonceRequired());
    }

    private static OcspAnswer.Basic successful(OcspAnswer answer) {
        OcspAnswer.Basic basic = answer.basic();
        if (basic == null) {
            throw new Refusal(
                    Problem.RESPONSE_STATUS,
                    "The OCSP responder answered "
                            + ResponderError.of(answer.status()).text());
        }
        return basic;
    }

    private static boolean matches(OcspAnswer.CertId id, Certificate subject, Certificate issuer) {
        DigestAlgorithm digest = id.digest();
        if (digest == null || !id.serial().equals(subject.serialNumber())) {
            return false;
        }
        Bytes key = Bytes.of(digest.digest(issuer.publicKeyBits().toByteArray()));
        Bytes name = Bytes.of(digest.digest(subject.issuerName().toByteArray()));
        Bytes sameNameOtherwiseEncoded =
                Bytes.of(digest.digest(issuer.subjectName().toByteArray()));
        return id.keyHash().equals(key)
                && (id.nameHash().equals(name) || id.nameHash().equals(sameNameOtherwiseEncoded));
    }

    private static SignatureAlgorithm algorithm(OcspAnswer.Basic basic) {
        return basic.algorithm()
                .orElseThrow(() ->
                        new Refusal(Problem.ALGORITHM, "The signature algorithm of the OCSP answer is not known"));
    }

    private Outcome.Found found(OcspAnswer.Basic basic, SignatureAlgorithm algorithm, Question question) {
        Outcome outcome = responders.find(basic, algorithm, question);
        if (outcome instanceof Outcome.Failed failed) {
            throw new Refusal(failed.problem(), failed.text());
        }
        return (Outcome.Found) outcome;
    }

    /** What is judged: the answer, which status in it about whom, and the algorithm of its signature. */
    private record Judged(
            Bytes response,
            Certificate certificate,
            OcspAnswer.Basic basic,
            OcspAnswer.Single single,
            SignatureAlgorithm algorithm) {}

    private static OcspStatus conclude(Judged judged, Outcome.Found found, NonceState nonceState) {
        OcspAnswer.Basic basic = judged.basic();
        OcspAnswer.Single single = judged.single();
        refuseUnknownCritical(basic.extensions());
        refuseUnknownCritical(single.extensions());
        boolean certHash = certHashConfirmed(single.extensions(), judged.certificate());
        Certificate responder = found.responder();
        DigestAlgorithm certIdDigest = single.certId().digest();
        OcspDetails details = new OcspDetails(
                found.authorisation(),
                found.path(),
                judged.algorithm().digest().jcaName(),
                certIdDigest == null ? "" : certIdDigest.jcaName(),
                single.nextUpdate(),
                archiveCutoff(single.extensions()),
                certHash,
                responder.hasOcspNoCheck(),
                basic.certificates().contains(responder),
                nonceState,
                nonceOf(basic.extensions()));
        Bytes response = judged.response();
        return switch (single.kind()) {
            case GOOD -> new OcspStatus.Good(basic.producedAt(), single.thisUpdate(), responder, response, details);
            case REVOKED ->
                new OcspStatus.Revoked(
                        basic.producedAt(),
                        single.revokedAt().orElse(basic.producedAt()),
                        single.reason(),
                        responder,
                        response,
                        details);
            case UNKNOWN -> new OcspStatus.Unknown(basic.producedAt(), responder, response, details);
        };
    }

    private static void refuseWrongNonce(NonceState state, OcspRules rules) {
        if (state == NonceState.MISSING && rules.nonceRequired()) {
            throw new Refusal(
                    Problem.NONCE_MISSING,
                    "The OCSP answer has no nonce; if this responder never sends one, say so in the client");
        }
        if (state == NonceState.DIFFERENT) {
            throw new Refusal(
                    Problem.NONCE_MISMATCH, "The OCSP answer has another nonce than the question; it may be a replay");
        }
    }

    private static NonceState nonceState(Optional<Bytes> sent, Map<String, OcspAnswer.Extension> extensions) {
        if (sent.isEmpty()) {
            return NonceState.NOT_COMPARED;
        }
        OcspAnswer.Extension extension = extensions.get(NONCE);
        if (extension == null) {
            return NonceState.MISSING;
        }
        boolean bare = Bytes.of(extension.value().content()).equals(sent.get());
        return bare || nonceOf(extensions).equals(sent) ? NonceState.MATCHED : NonceState.DIFFERENT;
    }

    private static Optional<Bytes> nonceOf(Map<String, OcspAnswer.Extension> extensions) {
        OcspAnswer.Extension extension = extensions.get(NONCE);
        if (extension == null) {
            return Optional.empty();
        }
        byte[] raw = extension.value().content();
        try {
            return Optional.of(Bytes.of(
                    DerReader.single(raw, DerElement.OCTET_STRING, raw.length).octets()));
        } catch (ProtocolException e) {
            return Optional.of(Bytes.of(raw)); // Written without the inner OCTET STRING, as before RFC 8954.
        }
    }

    private static void refuseUnknownCritical(Map<String, OcspAnswer.Extension> extensions) {
        extensions.forEach((oid, extension) -> {
            if (extension.critical() && !KNOWN_EXTENSIONS.contains(oid)) {
                throw new Refusal(
                        Problem.CRITICAL_EXTENSION, "The OCSP answer holds an unknown critical extension " + oid);
            }
        });
    }

    private static boolean certHashConfirmed(Map<String, OcspAnswer.Extension> extensions, Certificate subject) {
        OcspAnswer.Extension extension = extensions.get(CERT_HASH);
        if (extension == null) {
            return false;
        }
        DerReader parts = extension.value().wrapped().next(DerElement.SEQUENCE).reader();
        Optional<DigestAlgorithm> digest = AlgorithmIdentifiers.digest(parts.next(DerElement.SEQUENCE));
        byte[] hash = parts.next(DerElement.OCTET_STRING).octets();
        parts.expectEnd();
        if (digest.isEmpty()
                || !MessageDigest.isEqual(
                        hash, digest.get().digest(subject.der().toByteArray()))) {
            throw new Refusal(
                    Problem.CERT_HASH_MISMATCH,
                    "The OCSP answer holds the hash of another certificate, or an unknown one");
        }
        return true;
    }

    private static Optional<Instant> archiveCutoff(Map<String, OcspAnswer.Extension> extensions) {
        return Optional.ofNullable(extensions.get(ARCHIVE_CUTOFF))
                .map(extension -> extension.value().wrapped().next().time());
    }

    private static OcspStatus malformed() {
        return new OcspStatus.Unacceptable(
                Problem.MALFORMED, "The bytes are not a readable OCSP answer; check that they are complete");
    }

    /** Leaves the check with a verdict; never leaves this class. */
    private static final class Refusal extends RuntimeException {
        private static final long serialVersionUID = 1L;
        private final transient OcspStatus.Unacceptable verdict;

        Refusal(Problem problem, String text) {
            super(text, null, false, false);
            this.verdict = new OcspStatus.Unacceptable(problem, text);
        }

        OcspStatus status() {
            return verdict;
        }
    }
}
