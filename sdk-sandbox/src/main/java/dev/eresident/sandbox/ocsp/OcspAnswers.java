package dev.eresident.sandbox.ocsp;

import dev.eresident.sandbox.ocsp.OcspService.Revocation;
import dev.eresident.sandbox.pki.Authority;
import dev.eresident.sandbox.pki.Credential;
import dev.eresident.sandbox.pki.CredentialSigner;
import dev.eresident.sandbox.pki.SandboxPki;
import java.io.IOException;
import java.math.BigInteger;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Date;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.ocsp.CertID;
import org.bouncycastle.asn1.ocsp.OCSPObjectIdentifiers;
import org.bouncycastle.asn1.ocsp.OCSPRequest;
import org.bouncycastle.asn1.ocsp.Request;
import org.bouncycastle.asn1.ocsp.TBSRequest;
import org.bouncycastle.asn1.oiw.OIWObjectIdentifiers;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.Extensions;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.ocsp.BasicOCSPResp;
import org.bouncycastle.cert.ocsp.BasicOCSPRespBuilder;
import org.bouncycastle.cert.ocsp.CertificateID;
import org.bouncycastle.cert.ocsp.CertificateStatus;
import org.bouncycastle.cert.ocsp.OCSPException;
import org.bouncycastle.cert.ocsp.OCSPRespBuilder;
import org.bouncycastle.cert.ocsp.RespID;
import org.bouncycastle.cert.ocsp.RevokedStatus;
import org.bouncycastle.cert.ocsp.UnknownStatus;
import org.jspecify.annotations.Nullable;

/** Computes OCSP answers (RFC 6960 §4.2), right ones and wrong ones. Stateless but for the PKI. */
final class OcspAnswers {
    private static final Duration HOUR = Duration.ofHours(1);
    private static final Duration HALF_HOUR = Duration.ofMinutes(30);

    private final SandboxPki pki;

    OcspAnswers(SandboxPki pki) {
        this.pki = pki;
    }

    /** Looks a revocation up; null means good. */
    interface StatusSource {
        @Nullable Revocation of(Authority authority, BigInteger serialNumber);
    }

    /** A request for one certificate, SHA-1 and no nonce. */
    static byte[] request(X509Certificate certificate, Authority issuer) {
        try {
            CertID id = new CertID(
                    new AlgorithmIdentifier(OIWObjectIdentifiers.idSHA1, DERNull.INSTANCE),
                    new DEROctetString(nameHash(issuer, "SHA-1")),
                    new DEROctetString(keyHash(issuer, "SHA-1")),
                    new ASN1Integer(certificate.getSerialNumber()));
            DERSequence list = new DERSequence(new Request(id, null));
            return new OCSPRequest(new TBSRequest(null, list, (Extensions) null), null).getEncoded("DER");
        } catch (IOException e) {
            throw new IllegalStateException("The OCSP request could not be encoded", e);
        }
    }

    byte[] answer(
            byte[] request,
            @Nullable Authority addressed,
            Instant clock,
            @Nullable OcspFault fault,
            StatusSource statuses) {
        int error = fault == null ? OCSPRespBuilder.SUCCESSFUL : errorStatus(fault);
        if (error != OCSPRespBuilder.SUCCESSFUL) {
            return encode(error, null);
        }
        TBSRequest asked;
        CertID id;
        try {
            asked = OCSPRequest.getInstance(request).getTbsRequest();
            if (asked.getRequestList().size() != 1) {
                return encode(OCSPRespBuilder.MALFORMED_REQUEST, null);
            }
            id = Request.getInstance(asked.getRequestList().getObjectAt(0)).getReqCert();
        } catch (IllegalArgumentException | ClassCastException | IllegalStateException e) {
            return encode(OCSPRespBuilder.MALFORMED_REQUEST, null);
        }
        Authority authority = pki.authorities().stream()
                .filter(candidate -> matches(candidate, id))
                .findFirst()
                .orElse(null);
        Authority answering = authority == null ? addressed : authority;
        if (answering == null) {
            return encode(OCSPRespBuilder.UNAUTHORIZED, null);
        }
        CertificateStatus status = authority == null || fault == OcspFault.STATUS_UNKNOWN
                ? new UnknownStatus()
                : status(statuses.of(authority, id.getSerialNumber().getValue()));
        try {
            return encode(OCSPRespBuilder.SUCCESSFUL, basic(asked, id, answering, clock, fault, status));
        } catch (OCSPException | IOException | CertificateEncodingException e) {
            throw new IllegalStateException("The OCSP answer could not be made", e);
        }
    }

    private BasicOCSPResp basic(
            TBSRequest asked,
            CertID id,
            Authority authority,
            Instant clock,
            @Nullable OcspFault fault,
            @Nullable CertificateStatus status)
            throws OCSPException, IOException, CertificateEncodingException {
        Credential responder = responder(authority, fault);
        X509CertificateHolder holder =
                new X509CertificateHolder(responder.certificate().getEncoded());
        Instant time = time(clock, fault);
        Date thisUpdate = Date.from(time);
        Date nextUpdate = fault == OcspFault.NEXT_UPDATE_PASSED ? Date.from(time.plus(HALF_HOUR)) : null;
        BasicOCSPRespBuilder builder = new BasicOCSPRespBuilder(new RespID(holder.getSubject()));
        if (fault != OcspFault.NO_RESPONSES) {
            CertID answered = fault == OcspFault.WRONG_CERT_ID ? other(id) : id;
            builder.addResponse(new CertificateID(answered), status, thisUpdate, nextUpdate, null);
        }
        if (fault == OcspFault.TWO_RESPONSES) {
            builder.addResponse(new CertificateID(other(id)), CertificateStatus.GOOD, thisUpdate, nextUpdate, null);
        }
        Extension nonce = nonce(asked, fault);
        if (nonce != null) {
            builder.setResponseExtensions(new Extensions(nonce));
        }
        X509CertificateHolder[] chain = fault == OcspFault.RESPONDER_NOT_INCLUDED
                ? new X509CertificateHolder[0]
                : new X509CertificateHolder[] {holder};
        return builder.build(CredentialSigner.of(responder, fault == OcspFault.BAD_SIGNATURE), chain, thisUpdate);
    }

    private Credential responder(Authority authority, @Nullable OcspFault fault) {
        if (fault == OcspFault.RESPONDER_OF_OTHER_AUTHORITY) {
            return pki.ocspResponder(authority.id().equals("esteid2025") ? pki.esteid2018() : pki.esteid2025());
        }
        if (fault == OcspFault.RESPONDER_EXPIRED) {
            return pki.issue(pki.ocspResponderSpec(authority)
                    .validity(
                            pki.today().minus(60, ChronoUnit.DAYS), pki.today().minus(1, ChronoUnit.DAYS)));
        }
        if (fault == OcspFault.RESPONDER_WITHOUT_PURPOSE) {
            return pki.issue(pki.ocspResponderSpec(authority).purposes(true, SandboxPki.CLIENT_AUTH));
        }
        return pki.ocspResponder(authority);
    }

    private static Instant time(Instant clock, @Nullable OcspFault fault) {
        Instant now = clock.truncatedTo(ChronoUnit.SECONDS);
        if (fault == OcspFault.STALE || fault == OcspFault.NEXT_UPDATE_PASSED) {
            return now.minus(HOUR);
        }
        return fault == OcspFault.FUTURE ? now.plus(HOUR) : now;
    }

    private static @Nullable CertificateStatus status(@Nullable Revocation revocation) {
        if (revocation == null) {
            return CertificateStatus.GOOD;
        }
        return revocation.forgotten()
                ? new UnknownStatus()
                : new RevokedStatus(Date.from(revocation.at()), revocation.reason());
    }

    private static @Nullable Extension nonce(TBSRequest asked, @Nullable OcspFault fault) {
        Extensions extensions = asked.getRequestExtensions();
        Extension nonce = extensions == null ? null : extensions.getExtension(OCSPObjectIdentifiers.id_pkix_ocsp_nonce);
        if (nonce == null || fault == OcspFault.MISSING_NONCE) {
            return null;
        }
        if (fault != OcspFault.WRONG_NONCE) {
            return nonce;
        }
        byte[] value = nonce.getExtnValue().getOctets().clone();
        value[value.length - 1] ^= 1;
        return new Extension(OCSPObjectIdentifiers.id_pkix_ocsp_nonce, false, value);
    }

    private static CertID other(CertID id) {
        return new CertID(
                id.getHashAlgorithm(),
                id.getIssuerNameHash(),
                id.getIssuerKeyHash(),
                new ASN1Integer(id.getSerialNumber().getValue().add(BigInteger.ONE)));
    }

    private static boolean matches(Authority authority, CertID id) {
        String hash = hashName(id.getHashAlgorithm().getAlgorithm());
        return Arrays.equals(id.getIssuerNameHash().getOctets(), nameHash(authority, hash))
                && Arrays.equals(id.getIssuerKeyHash().getOctets(), keyHash(authority, hash));
    }

    private static String hashName(ASN1ObjectIdentifier oid) {
        return switch (oid.getId()) {
            case "2.16.840.1.101.3.4.2.1" -> "SHA-256";
            case "2.16.840.1.101.3.4.2.2" -> "SHA-384";
            case "2.16.840.1.101.3.4.2.3" -> "SHA-512";
            default -> "SHA-1";
        };
    }

    private static byte[] nameHash(Authority authority, String hash) {
        return digest(hash, authority.certificate().getSubjectX500Principal().getEncoded());
    }

    private static byte[] keyHash(Authority authority, String hash) {
        SubjectPublicKeyInfo key = SubjectPublicKeyInfo.getInstance(
                authority.certificate().getPublicKey().getEncoded());
        return digest(hash, key.getPublicKeyData().getBytes());
    }

    private static byte[] digest(String hash, byte[] data) {
        try {
            return MessageDigest.getInstance(hash).digest(data);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("This Java runtime has no " + hash, e);
        }
    }

    private static int errorStatus(OcspFault fault) {
        return switch (fault) {
            case MALFORMED_REQUEST -> OCSPRespBuilder.MALFORMED_REQUEST;
            case INTERNAL_ERROR -> OCSPRespBuilder.INTERNAL_ERROR;
            case TRY_LATER -> OCSPRespBuilder.TRY_LATER;
            case SIG_REQUIRED -> OCSPRespBuilder.SIG_REQUIRED;
            case UNAUTHORIZED -> OCSPRespBuilder.UNAUTHORIZED;
            default -> OCSPRespBuilder.SUCCESSFUL;
        };
    }

    private static byte[] encode(int status, @Nullable Object basic) {
        try {
            return new OCSPRespBuilder().build(status, basic).getEncoded();
        } catch (OCSPException | IOException e) {
            throw new IllegalStateException("The OCSP answer could not be encoded", e);
        }
    }
}
