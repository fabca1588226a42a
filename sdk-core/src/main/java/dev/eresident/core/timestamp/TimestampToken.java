package dev.eresident.core.timestamp;

import dev.eresident.core.BugException;
import dev.eresident.core.Bytes;
import dev.eresident.core.ProtocolException;
import dev.eresident.core.certificate.Certificate;
import dev.eresident.core.internal.asn1.DerElement;
import dev.eresident.core.internal.asn1.DerReader;
import dev.eresident.core.internal.cms.CmsContent;
import dev.eresident.core.internal.cms.CmsLimits;
import dev.eresident.core.internal.cms.CmsSignedData;
import dev.eresident.core.internal.cms.CmsSigner;
import dev.eresident.core.internal.crypto.AlgorithmIdentifiers;
import dev.eresident.core.internal.crypto.DigestAlgorithm;
import java.io.IOException;
import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An RFC 3161 time-stamp token, parsed but not yet believed: see {@link TimestampCheck}. Immutable.
 *
 * <p>The outer envelope may be BER, as CMS allows; its content is strict DER. Limits: 256 KiB, 32 certificates, 4
 * signers.
 */
public final class TimestampToken {
    static final int MAX_BYTES = 256 * 1024;
    static final String TST_INFO = "1.2.840.113549.1.9.16.1.4";
    private static final int GENERALIZED_TIME = 0x18;
    private static final CmsLimits LIMITS = new CmsLimits(MAX_BYTES, 32, 64, 4);

    private final Bytes encoded;
    private final byte[] content;
    private final Info info;
    private final List<Certificate> certificates;
    private final List<CmsSigner> signers;

    private TimestampToken(
            Bytes encoded, byte[] content, Info info, List<Certificate> certificates, List<CmsSigner> signers) {
        this.encoded = encoded;
        this.content = content;
        this.info = info;
        this.certificates = List.copyOf(certificates);
        this.signers = List.copyOf(signers);
    }

    /** TSTInfo; criticalExtension tells of one, none of which is known. */
    private record Info(
            String policy,
            String imprintAlgorithm,
            Optional<DigestAlgorithm> imprintDigest,
            Bytes imprint,
            BigInteger serial,
            Instant generatedAt,
            @Nullable BigInteger nonce,
            boolean criticalExtension) {}

    /**
     * Parses a token: a CMS ContentInfo with SignedData over TSTInfo.
     *
     * @param der the whole token and nothing else
     * @return the token, not yet believed
     * @throws ProtocolException with code {@code TIMESTAMP_UNREADABLE} if it is anything else or beyond the limits
     */
    public static TimestampToken parse(byte[] der) {
        if (der.length > MAX_BYTES) {
            throw unreadable("it has more than " + MAX_BYTES + " bytes");
        }
        byte[] own = der.clone();
        try {
            return of(Bytes.of(own), CmsSignedData.read(own, LIMITS));
        } catch (ProtocolException e) {
            if (e.code().equals("TIMESTAMP_UNREADABLE")) {
                throw e;
            }
            throw new ProtocolException(
                    "TIMESTAMP_UNREADABLE", "The bytes are not a readable time-stamp token: " + e.getMessage(), e);
        }
    }

    private static TimestampToken of(Bytes encoded, CmsSignedData data) {
        if (!data.contentType().equals(TST_INFO) || data.content().isEmpty()) {
            throw unreadable("its content is not a TSTInfo");
        }
        byte[] content = contentOf(data.content().get());
        for (CmsSigner signer : data.signers()) {
            requireReadable(signer);
        }
        List<Certificate> certificates = new ArrayList<>();
        for (Bytes choice : data.certificateChoices()) {
            readable(choice.toByteArray()).ifPresent(certificates::add);
        }
        return new TimestampToken(encoded, content, info(content), certificates, data.signers());
    }

    private static byte[] contentOf(CmsContent content) {
        try {
            return content.bytes(MAX_BYTES);
        } catch (IOException e) {
            throw new BugException("MEMORY_UNREADABLE", "Bytes in memory could not be read.", e);
        }
    }

    /** Whether the attributes that the check will read can be read, and say one thing only. */
    private static void requireReadable(CmsSigner signer) {
        signer.ambiguity().ifPresent(text -> {
            throw unreadable(text);
        });
        signer.contentType();
        signer.messageDigest();
        signer.certificateHashes();
        signer.keepsProtectedAlgorithms();
    }

    private static Optional<Certificate> readable(byte[] der) {
        try {
            return Optional.of(Certificate.read(der));
        } catch (ProtocolException e) {
            return Optional.empty(); // A certificate that cannot be read cannot be the authority's.
        }
    }

    private static Info info(byte[] content) {
        DerReader parts =
                DerReader.single(content, DerElement.SEQUENCE, MAX_BYTES).reader();
        if (!parts.next(DerElement.INTEGER).integer().equals(BigInteger.ONE)) {
            throw unreadable("the version of its TSTInfo is not 1");
        }
        String policy = parts.next(DerElement.OID).oid();
        DerReader imprint = parts.next(DerElement.SEQUENCE).reader();
        DerElement algorithm = imprint.next(DerElement.SEQUENCE);
        byte[] hash = imprint.next(DerElement.OCTET_STRING).octets();
        imprint.expectEnd();
        BigInteger serial = parts.next(DerElement.INTEGER).integer();
        Instant generatedAt = parts.next(GENERALIZED_TIME).time();
        parts.nextIf(DerElement.SEQUENCE);
        parts.nextIf(DerElement.BOOLEAN);
        Optional<DerElement> nonce = parts.nextIf(DerElement.INTEGER);
        parts.nextIf(DerElement.explicit(0));
        Optional<DerElement> extensions = parts.nextIf(DerElement.explicit(1));
        parts.expectEnd();
        return new Info(
                policy,
                algorithm.reader().next(DerElement.OID).oid(),
                AlgorithmIdentifiers.digest(algorithm),
                Bytes.of(hash),
                serial,
                generatedAt,
                nonce.map(DerElement::integer).orElse(null),
                extensions.isPresent() && anyCritical(extensions.get().reader()));
    }

    private static boolean anyCritical(DerReader extensions) {
        boolean critical = false;
        while (extensions.hasNext()) {
            DerReader parts = extensions.next(DerElement.SEQUENCE).reader();
            parts.next(DerElement.OID);
            critical |= parts.nextIf(DerElement.BOOLEAN).map(DerElement::bool).orElse(false);
            parts.next(DerElement.OCTET_STRING);
            parts.expectEnd();
        }
        return critical;
    }

    static ProtocolException unreadable(String rule) {
        return new ProtocolException("TIMESTAMP_UNREADABLE", "The bytes are not a readable time-stamp token: " + rule);
    }

    /**
     * Returns the time that the token claims.
     *
     * @return genTime, with its fraction of a second
     */
    public Instant generatedAt() {
        return info.generatedAt();
    }

    /**
     * Returns the algorithm with which the stamped data must be digested.
     *
     * @return the OID in dotted decimal text, for example {@code 2.16.840.1.101.3.4.2.1} for SHA-256
     */
    public String imprintAlgorithm() {
        return info.imprintAlgorithm();
    }

    /**
     * Returns the digest of the stamped data.
     *
     * @return messageImprint's hashedMessage
     */
    public Bytes imprint() {
        return info.imprint();
    }

    /**
     * Returns the policy under which the authority works.
     *
     * @return the OID in dotted decimal text
     */
    public String policy() {
        return info.policy();
    }

    /**
     * Returns the number that the authority gave to the token.
     *
     * @return unique per authority
     */
    public BigInteger serialNumber() {
        return info.serial();
    }

    /**
     * Returns the nonce of the request that the token answers.
     *
     * @return the nonce, empty when the request had none
     */
    public Optional<BigInteger> nonce() {
        return Optional.ofNullable(info.nonce());
    }

    /**
     * Returns the certificates that came with the token, unordered and unjudged; unreadable ones are left out.
     *
     * @return none to 32 certificates
     */
    public List<Certificate> certificates() {
        return certificates;
    }

    /**
     * Returns the token as received.
     *
     * @return the bytes that were parsed
     */
    public Bytes encoded() {
        return encoded;
    }

    Optional<DigestAlgorithm> imprintDigest() {
        return info.imprintDigest();
    }

    boolean hasCriticalExtension() {
        return info.criticalExtension();
    }

    byte[] content() {
        return content;
    }

    List<CmsSigner> signers() {
        return signers;
    }
}
