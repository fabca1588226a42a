package dev.eresident.core.revocation;

import dev.eresident.core.Bytes;
import dev.eresident.core.ProtocolException;
import dev.eresident.core.certificate.Certificate;
import dev.eresident.core.certificate.KeyUsage;
import dev.eresident.core.internal.crypto.DigestAlgorithm;
import dev.eresident.core.internal.crypto.SignatureAlgorithm;
import dev.eresident.core.internal.crypto.SignatureVerifier;
import dev.eresident.core.revocation.CrlStatus.Good;
import dev.eresident.core.revocation.CrlStatus.Problem;
import dev.eresident.core.revocation.CrlStatus.Revoked;
import dev.eresident.core.revocation.CrlStatus.Unacceptable;
import dev.eresident.core.trust.TrustPolicy;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.security.auth.x500.X500Principal;

/**
 * Judges a revocation list about one certificate (RFC 5280 §6.3.3). Immutable, thread-safe. Nothing here touches the network.
 *
 * <p>The order is that of signatures reference §5.3: issuer, signature, the issuer's own certificate, what the list is about, times, the entry. Only complete lists are accepted that the
 * certificate's issuer signed with the key of its certificate: neither deltas, nor indirect ones, nor those for some reasons.
 */
public final class CrlCheck {
    private static final String AUTHORITY_KEY = "2.5.29.35";
    private static final String ISSUER_ALTERNATIVE = "2.5.29.18";
    private static final String NUMBER = "2.5.29.20";
    private static final String DELTA = "2.5.29.27";
    private static final String SCOPE = "2.5.29.28";
    private static final String FRESHEST = "2.5.29.46";
    private static final String EXPIRED = "2.5.29.60";
    private static final Set<String> KNOWN_EXTENSIONS =
            Set.of(AUTHORITY_KEY, ISSUER_ALTERNATIVE, NUMBER, DELTA, SCOPE, FRESHEST, EXPIRED);
    private static final int REMOVE_FROM_CRL = 8;
    private static final int LONGEST_KEY = 16384;

    private final SignatureVerifier verifier;

    private CrlCheck(TrustPolicy policy) {
        this.verifier = SignatureVerifier.ofRecurringKeys(policy.crypto());
    }

    /**
     * Makes a check.
     *
     * @param policy whose choice of cryptography is used; whom to believe is the caller's question, by the issuer that it gives
     * @return an immutable check
     */
    public static CrlCheck with(TrustPolicy policy) {
        return new CrlCheck(policy);
    }

    /**
     * Judges an embedded list: no freshness, any digest of the signature ({@link CrlDetails#signatureDigest} tells it; refusing old ones is the caller's policy).
     *
     * @param crl the list
     * @param subject whose status is asked for
     * @param issuer its issuer, already found to be trusted
     * @return the verdict; never throws for foreign bytes
     */
    public CrlStatus checkEmbedded(Crl crl, Certificate subject, Certificate issuer) {
        try {
            return judge(crl, subject, issuer);
        } catch (Refusal e) {
            return e.verdict;
        } catch (ProtocolException e) {
            return malformed();
        }
    }

    /**
     * Judges a list that was just fetched: as an embedded one, its signature is not over SHA-1, and now lies between thisUpdate and nextUpdate.
     *
     * @param crl the list
     * @param subject whose status is asked for
     * @param issuer its issuer, already found to be trusted
     * @param allowedSkew how far clocks may differ
     * @param now the time of the judgement
     * @return the verdict; never throws for foreign bytes
     */
    public CrlStatus checkLive(Crl crl, Certificate subject, Certificate issuer, Duration allowedSkew, Instant now) {
        try {
            CrlStatus status = judge(crl, subject, issuer);
            if (crl.algorithm().filter(a -> a.digest() == DigestAlgorithm.SHA1).isPresent()) {
                throw new Refusal(
                        Problem.ALGORITHM,
                        "The revocation list is signed over SHA-1, which is too weak for a live one");
            }
            if (status instanceof Good) {
                requireCurrent(crl, allowedSkew, now);
            }
            return status;
        } catch (Refusal e) {
            return e.verdict;
        } catch (ProtocolException e) {
            return malformed();
        }
    }

    private CrlStatus judge(Crl crl, Certificate subject, Certificate issuer) {
        if (!sameName(crl, issuer) || !subject.issuerName().equals(issuer.subjectName())) {
            throw new Refusal(Problem.ISSUER_MISMATCH, "The revocation list is not by the issuer of the certificate");
        }
        SignatureAlgorithm algorithm = requireSignature(crl, issuer);
        requireAuthority(crl, issuer);
        requireKnownExtensions(crl);
        requireScope(crl, subject);
        if (crl.thisUpdate().isBefore(subject.notBefore())) {
            throw new Refusal(Problem.BEFORE_CERTIFICATE, "The revocation list is older than the certificate");
        }
        if (crl.nextUpdate().filter(next -> next.isBefore(crl.thisUpdate())).isPresent()) {
            throw new Refusal(
                    Problem.NEXT_UPDATE_BEFORE_THIS_UPDATE, "The times of the revocation list contradict each other");
        }
        Optional<Instant> expiredSince = Optional.ofNullable(crl.extension(EXPIRED))
                .map(extension -> Crl.single(extension).time());
        CrlDetails details =
                new CrlDetails(issuer, algorithm.digest().jcaName(), crl.nextUpdate(), crl.number(), expiredSince);
        Optional<CrlEntries.Entry> entry = crl.entries().find(subject.serialNumber());
        if (entry.isPresent()) {
            return listed(crl, entry.get(), details);
        }
        if (crl.thisUpdate().isAfter(subject.notAfter())
                && expiredSince
                        .filter(since -> !since.isAfter(subject.notAfter()))
                        .isEmpty()) {
            throw new Refusal(
                    Problem.CERTIFICATE_EXPIRED,
                    "The revocation list is from after the certificate's expiry, when revocations may be forgotten");
        }
        return new Good(crl.thisUpdate(), details);
    }

    private static CrlStatus listed(Crl crl, CrlEntries.Entry entry, CrlDetails details) {
        if (entry.reason() == REMOVE_FROM_CRL) {
            throw new Refusal(
                    Problem.REMOVED, "The revocation list takes the certificate off, which only a delta may do");
        }
        return new Revoked(crl.thisUpdate(), entry.revokedAt(), entry.reason(), entry.invalidSince(), details);
    }

    private static boolean sameName(Crl crl, Certificate issuer) {
        return crl.issuerName().equals(issuer.subjectName())
                || principal(crl.issuerName())
                        .filter(name -> Optional.of(name).equals(principal(issuer.subjectName())))
                        .isPresent();
    }

    /** The JDK's canonical form of a name, which does not tell its string types apart (RFC 5280 §7.1). */
    private static Optional<X500Principal> principal(Bytes name) {
        try {
            return Optional.of(new X500Principal(name.toByteArray()));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private SignatureAlgorithm requireSignature(Crl crl, Certificate issuer) {
        SignatureAlgorithm algorithm = crl.algorithm()
                .orElseThrow(() ->
                        new Refusal(Problem.ALGORITHM, "The signature algorithm of the revocation list is not known"));
        boolean right = issuer.keySize() <= LONGEST_KEY
                && verifier.verify(
                        algorithm,
                        SignatureVerifier.EcdsaFormat.DER,
                        issuer.publicKey(),
                        crl.signedPart(),
                        crl.signature());
        if (!right) {
            throw new Refusal(Problem.SIGNATURE, "The signature of the revocation list is wrong");
        }
        return algorithm;
    }

    private static void requireAuthority(Crl crl, Certificate issuer) {
        boolean maySign = issuer.keyUsage()
                .map(usages -> usages.contains(KeyUsage.CRL_SIGN))
                .orElse(true);
        if (!maySign || !issuer.validAt(crl.thisUpdate())) {
            throw new Refusal(
                    Problem.ISSUER_NOT_AUTHORISED,
                    "The issuer's certificate was not valid when the revocation list was made, or may not sign one");
        }
    }

    private static void requireKnownExtensions(Crl crl) {
        String unknown = crl.entries().unknownCritical();
        for (Map.Entry<String, Crl.Extension> extension : crl.extensions().entrySet()) {
            if (extension.getValue().critical() && !KNOWN_EXTENSIONS.contains(extension.getKey())) {
                unknown = extension.getKey();
            }
        }
        if (unknown != null) {
            throw new Refusal(
                    Problem.CRITICAL_EXTENSION, "The revocation list holds an unknown critical extension " + unknown);
        }
    }

    private static void requireScope(Crl crl, Certificate subject) {
        if (crl.extension(DELTA) != null) {
            throw new Refusal(
                    Problem.DELTA, "The revocation list tells only what changed since another one; give the full one");
        }
        Crl.Extension point = crl.extension(SCOPE);
        CrlScope scope = point == null ? CrlScope.ALL : CrlScope.read(Crl.single(point));
        if (scope.indirect() || crl.entries().indirect()) {
            throw new Refusal(
                    Problem.INDIRECT, "The revocation list also speaks for other issuers, which is not supported");
        }
        if (!scope.covers(subject)) {
            throw new Refusal(Problem.SCOPE, "The revocation list does not speak about this certificate in full");
        }
    }

    private static void requireCurrent(Crl crl, Duration allowedSkew, Instant now) {
        if (crl.thisUpdate().isAfter(now.plus(allowedSkew))) {
            throw new Refusal(
                    Problem.THIS_UPDATE_FUTURE, "The revocation list is of the future; check this host's clock");
        }
        Instant next = crl.nextUpdate()
                .orElseThrow(() -> new Refusal(
                        Problem.NEXT_UPDATE_MISSING, "The revocation list does not say when the next one comes"));
        if (next.isBefore(now.minus(allowedSkew))) {
            throw new Refusal(Problem.NEXT_UPDATE_PAST, "A newer revocation list should exist already; fetch it again");
        }
    }

    private static CrlStatus malformed() {
        return new Unacceptable(
                Problem.MALFORMED, "A part of the revocation list cannot be read; check that it is complete");
    }

    /** Leaves the check with a verdict; never leaves this class. */
    private static final class Refusal extends RuntimeException {
        private static final long serialVersionUID = 1L;
        private final transient Unacceptable verdict;

        Refusal(Problem problem, String text) {
            super(text, null, false, false);
            this.verdict = new Unacceptable(problem, text);
        }
    }
}
