package dev.eresident.core.timestamp;

import dev.eresident.core.certificate.Certificate;
import dev.eresident.core.certificate.Oid;
import dev.eresident.core.internal.cms.CertificateHash;
import dev.eresident.core.internal.cms.CmsSigner;
import dev.eresident.core.internal.crypto.DigestAlgorithm;
import dev.eresident.core.internal.crypto.SignatureAlgorithm;
import dev.eresident.core.internal.crypto.SignatureVerifier;
import dev.eresident.core.timestamp.TimestampStatus.Problem;
import dev.eresident.core.timestamp.TimestampStatus.Proven;
import dev.eresident.core.timestamp.TimestampStatus.Unacceptable;
import dev.eresident.core.trust.PathResult;
import dev.eresident.core.trust.ServiceType;
import dev.eresident.core.trust.TrustPolicy;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Collection;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Judges a time-stamp token (RFC 3161 §2.2, §2.3; RFC 5816; RFC 5652 §5.4, §5.6). Immutable, thread-safe. Nothing here touches the
 * network.
 */
public final class TimestampCheck {
    private static final Oid EXTENDED_KEY_USAGE = Oid.of("2.5.29.37");
    private static final Oid TIME_STAMPING = Oid.of("1.3.6.1.5.5.7.3.8");
    private static final Set<ServiceType> TSA_SERVICES = Set.of(ServiceType.TSA, ServiceType.TSA_QTST);
    private static final int LONGEST_KEY = 16384;

    private final TrustPolicy policy;
    private final Set<ServiceType> services;
    private final SignatureVerifier verifier;

    private TimestampCheck(TrustPolicy policy, Set<ServiceType> services) {
        this.policy = policy;
        this.services = services;
        this.verifier = SignatureVerifier.ofRecurringKeys(policy.crypto());
    }

    /**
     * Makes a check.
     *
     * @param policy whose time-stamping services are believed
     * @return an immutable check
     */
    public static TimestampCheck with(TrustPolicy policy) {
        return new TimestampCheck(policy, TSA_SERVICES);
    }

    /**
     * Makes a check that also believes an authority whose certificate was issued by a listed service of another type, such as a certification authority, as plain ETSI validation does. The
     * certificate must still be solely and critically for time-stamping; such a time-stamp is never qualified.
     *
     * @return an immutable check
     */
    public TimestampCheck ofAnyListedService() {
        return new TimestampCheck(policy, EnumSet.allOf(ServiceType.class));
    }

    /**
     * Judges the token, in this order: one signer, imprint, digest of the content, certificate named by hash, signature, purpose,
     * validity at genTime, path to a time-stamping service active at genTime.
     *
     * @param token the token
     * @param dataDigest digest of the stamped data, which the caller computed with the token's imprint algorithm
     * @param candidates further certificates in which the authority's, and those above it, may be found
     * @return the verdict
     */
    public TimestampStatus check(TimestampToken token, byte[] dataDigest, Collection<Certificate> candidates) {
        try {
            CmsSigner signer = requireOneSigner(token);
            DigestAlgorithm imprintDigest = requireImprint(token, dataDigest);
            requireContent(token, signer);
            Set<Certificate> known = new LinkedHashSet<>(token.certificates());
            known.addAll(candidates);
            Certificate authority = requireAuthority(signer, known);
            SignatureAlgorithm algorithm = requireSignature(signer, authority);
            requirePurposeAndValidity(authority, token.generatedAt());
            return judgePath(token, authority, known, imprintDigest, algorithm);
        } catch (Refusal e) {
            return new Unacceptable(e.problem, e.text, Optional.of(token.generatedAt()));
        }
    }

    private static CmsSigner requireOneSigner(TimestampToken token) {
        int count = token.signers().size();
        if (count != 1) {
            throw new Refusal(Problem.SIGNER_COUNT, "The time-stamp token must have one signer, and has " + count);
        }
        if (token.hasCriticalExtension()) {
            throw new Refusal(Problem.MALFORMED, "The time-stamp token holds an unknown critical extension");
        }
        return token.signers().get(0);
    }

    private static DigestAlgorithm requireImprint(TimestampToken token, byte[] dataDigest) {
        DigestAlgorithm digest = token.imprintDigest()
                .orElseThrow(() -> new Refusal(
                        Problem.ALGORITHM,
                        "The digest of the time-stamped data is not known: " + token.imprintAlgorithm()));
        if (!MessageDigest.isEqual(token.imprint().toByteArray(), dataDigest)
                || token.imprint().size() != digest.length()) {
            throw new Refusal(Problem.IMPRINT_MISMATCH, "The time-stamp token was made for other data");
        }
        return digest;
    }

    private static void requireContent(TimestampToken token, CmsSigner signer) {
        Optional<byte[]> stated = signer.messageDigest();
        if (stated.isEmpty() || !signer.contentType().equals(Optional.of(TimestampToken.TST_INFO))) {
            throw new Refusal(
                    Problem.MALFORMED,
                    "The time-stamp token lacks the signed attributes content type and message digest");
        }
        DigestAlgorithm digest = signer.digest()
                .orElseThrow(() -> new Refusal(Problem.ALGORITHM, "The digest of the time-stamp token is not known"));
        if (!MessageDigest.isEqual(stated.get(), digest.digest(token.content()))) {
            throw new Refusal(Problem.SIGNATURE, "The content of the time-stamp token was changed");
        }
    }

    /** Finds the certificate that the signed attributes name by hash, in the token, the candidates and the listed services. */
    private Certificate requireAuthority(CmsSigner signer, Set<Certificate> known) {
        List<CertificateHash> hashes = signer.certificateHashes();
        if (hashes.isEmpty()) {
            throw new Refusal(
                    Problem.CERTIFICATE_BINDING, "The time-stamp token does not name its certificate by hash");
        }
        if (hashes.stream().anyMatch(hash -> hash.digest().isEmpty())) {
            throw new Refusal(Problem.ALGORITHM, "The digest that names the time-stamp's certificate is not known");
        }
        Set<Certificate> all = new LinkedHashSet<>(known);
        policy.anchors().services().stream()
                .filter(service -> TSA_SERVICES.contains(service.type()))
                .forEach(service -> all.addAll(service.certificates()));
        Optional<Certificate> named = all.stream()
                .filter(certificate -> hashes.stream().allMatch(hash -> hash.matches(certificate.der())))
                .findFirst();
        if (named.isEmpty()) {
            boolean another = all.stream()
                    .anyMatch(certificate -> names(signer, certificate)
                            || hashes.stream().anyMatch(hash -> hash.matches(certificate.der())));
            throw another
                    ? new Refusal(
                            Problem.CERTIFICATE_BINDING,
                            "The hash that names the time-stamp's certificate is that of another one")
                    : new Refusal(
                            Problem.CERTIFICATE_NOT_FOUND,
                            "The certificate of the time-stamping authority was not found; add it to the policy");
        }
        Certificate authority = named.get();
        if (!names(signer, authority)
                || hashes.stream()
                        .anyMatch(hash -> !hash.issuerFits(authority.issuerName(), authority.serialNumber()))) {
            throw new Refusal(
                    Problem.CERTIFICATE_BINDING,
                    "The issuer and serial number of the time-stamp's certificate contradict its hash");
        }
        return authority;
    }

    private static boolean names(CmsSigner signer, Certificate certificate) {
        return signer.id()
                .names(certificate.issuerName(), certificate.serialNumber(), certificate.subjectKeyIdentifier());
    }

    private SignatureAlgorithm requireSignature(CmsSigner signer, Certificate authority) {
        SignatureAlgorithm algorithm = signer.algorithm()
                .orElseThrow(() ->
                        new Refusal(Problem.ALGORITHM, "The signature algorithm of the time-stamp token is not known"));
        boolean right = authority.keySize() <= LONGEST_KEY
                && signer.keepsProtectedAlgorithms()
                && verifier.verify(
                        algorithm,
                        SignatureVerifier.EcdsaFormat.DER,
                        authority.publicKey(),
                        signer.signedBytes().toByteArray(),
                        signer.signature().toByteArray());
        if (!right) {
            throw new Refusal(Problem.SIGNATURE, "The signature of the time-stamp token is wrong");
        }
        return algorithm;
    }

    private static void requirePurposeAndValidity(Certificate authority, Instant generatedAt) {
        boolean solely = authority.isCritical(EXTENDED_KEY_USAGE)
                && authority.extendedKeyUsage().equals(Optional.of(List.of(TIME_STAMPING)));
        if (!solely) {
            throw new Refusal(
                    Problem.PURPOSE,
                    "The certificate of the time-stamp is not solely and critically for time-stamping");
        }
        if (!authority.validAt(generatedAt)) {
            throw new Refusal(
                    Problem.NOT_VALID_AT_GENERATION,
                    "The certificate of the time-stamping authority was not valid when the token was made");
        }
    }

    private TimestampStatus judgePath(
            TimestampToken token,
            Certificate authority,
            Set<Certificate> known,
            DigestAlgorithm imprintDigest,
            SignatureAlgorithm algorithm) {
        Instant at = token.generatedAt();
        PathResult result = policy.paths().build(authority, known, Set.of(ServiceType.TSA_QTST), at);
        boolean qualified = result instanceof PathResult.Trusted;
        if (!qualified) {
            result = policy.paths().build(authority, known, services, at);
        }
        if (result instanceof PathResult.Untrusted untrusted) {
            throw new Refusal(
                    problem(untrusted.problem()),
                    "The time-stamping authority is not trusted. " + untrusted.text()
                            + ". To trust it, add its service, or a trusted list with it, to the policy");
        }
        return new Proven(
                at,
                authority,
                qualified,
                imprintDigest.jcaName(),
                algorithm.digest().jcaName(),
                ((PathResult.Trusted) result).path());
    }

    private static Problem problem(PathResult.PathProblem problem) {
        return switch (problem) {
            case EXPIRED, NOT_YET_VALID, ANCHOR_NOT_VALID -> Problem.NOT_VALID_AT_GENERATION;
            case SERVICE_NOT_ACTIVE -> Problem.SERVICE_NOT_ACTIVE;
            default -> Problem.NOT_TRUSTED;
        };
    }

    /** Leaves the check with a verdict; never leaves this class. */
    private static final class Refusal extends RuntimeException {
        private static final long serialVersionUID = 1L;
        private final Problem problem;
        private final String text;

        Refusal(Problem problem, String text) {
            super(text, null, false, false);
            this.problem = problem;
            this.text = text;
        }
    }
}
