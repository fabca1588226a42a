package dev.eresident.core.revocation;

import dev.eresident.core.Bytes;
import dev.eresident.core.certificate.Certificate;
import dev.eresident.core.trust.TrustPolicy;
import dev.eresident.sandbox.pki.Credential;
import dev.eresident.sandbox.pki.CredentialSigner;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ocsp.CertID;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.Extensions;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.ocsp.BasicOCSPRespBuilder;
import org.bouncycastle.cert.ocsp.CertificateID;
import org.bouncycastle.cert.ocsp.CertificateStatus;
import org.bouncycastle.cert.ocsp.OCSPException;
import org.bouncycastle.cert.ocsp.OCSPRespBuilder;
import org.bouncycastle.cert.ocsp.RespID;
import org.bouncycastle.cert.ocsp.RevokedStatus;
import org.bouncycastle.cert.ocsp.UnknownStatus;
import org.bouncycastle.operator.ContentSigner;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.bc.BcDigestCalculatorProvider;
import org.jspecify.annotations.Nullable;

/** Makes OCSP answers with BouncyCastle; a right one about the certificate unless one thing is changed. For one thread. */
@SuppressWarnings("exports")
public final class AnswerMaker {
    private final Certificate subject;
    private final Certificate issuer;
    private final Credential responder;
    private final Instant at;
    private final List<Extension> ofStatus = new ArrayList<>();
    private final List<Extension> ofAnswer = new ArrayList<>();
    private @Nullable ContentSigner signer;
    private CertID certId;
    private boolean byKey;
    private @Nullable X500Name named;
    private List<Certificate> included;
    private CertificateStatus status = CertificateStatus.GOOD;
    private Instant thisUpdate;
    private @Nullable Instant nextUpdate;

    public AnswerMaker(Certificate subject, Certificate issuer, Credential responder, Instant at) {
        this.subject = subject;
        this.issuer = issuer;
        this.responder = responder;
        this.at = at;
        this.thisUpdate = at;
        this.included = List.of(Certificate.of(responder.certificate()));
        this.certId = certId(issuer, subject);
    }

    static CertID certId(Certificate issuer, Certificate subject) {
        try {
            return new CertificateID(
                            new BcDigestCalculatorProvider().get(CertificateID.HASH_SHA1),
                            holder(issuer),
                            subject.serialNumber())
                    .toASN1Primitive();
        } catch (OCSPException | OperatorCreationException e) {
            throw new IllegalStateException(e);
        }
    }

    private static X509CertificateHolder holder(Certificate certificate) {
        try {
            return new X509CertificateHolder(certificate.der().toByteArray());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    public AnswerMaker signedBy(ContentSigner other) {
        signer = other;
        return this;
    }

    AnswerMaker certId(CertID other) {
        certId = other;
        return this;
    }

    /** Names the responder in other bytes than its certificate does. */
    AnswerMaker inTheName(X500Name name) {
        named = name;
        return this;
    }

    AnswerMaker byKey() {
        byKey = true;
        return this;
    }

    /** Revoked a day before. */
    AnswerMaker revoked(int reason) {
        status = new RevokedStatus(Date.from(at.minus(Duration.ofDays(1))), reason);
        return this;
    }

    AnswerMaker unknown() {
        status = new UnknownStatus();
        return this;
    }

    AnswerMaker times(Instant from, @Nullable Instant until) {
        thisUpdate = from;
        nextUpdate = until;
        return this;
    }

    public AnswerMaker including(Certificate... certificates) {
        included = List.of(certificates);
        return this;
    }

    public AnswerMaker statusExtension(String oid, boolean critical, byte[] value) {
        ofStatus.add(new Extension(new ASN1ObjectIdentifier(oid), critical, value));
        return this;
    }

    public AnswerMaker extension(String oid, boolean critical, byte[] value) {
        ofAnswer.add(new Extension(new ASN1ObjectIdentifier(oid), critical, value));
        return this;
    }

    public Bytes make() {
        try {
            X509CertificateHolder own = holder(Certificate.of(responder.certificate()));
            RespID id = byKey
                    ? new RespID(
                            own.getSubjectPublicKeyInfo(),
                            new BcDigestCalculatorProvider().get(CertificateID.HASH_SHA1))
                    : new RespID(named == null ? own.getSubject() : named);
            BasicOCSPRespBuilder builder = new BasicOCSPRespBuilder(id);
            builder.addResponse(
                    new CertificateID(certId),
                    status,
                    Date.from(thisUpdate),
                    nextUpdate == null ? null : Date.from(nextUpdate),
                    extensions(ofStatus));
            if (!ofAnswer.isEmpty()) {
                builder.setResponseExtensions(new Extensions(ofAnswer.toArray(Extension[]::new)));
            }
            X509CertificateHolder[] chain =
                    included.stream().map(AnswerMaker::holder).toArray(X509CertificateHolder[]::new);
            Object basic =
                    builder.build(signer == null ? CredentialSigner.of(responder) : signer, chain, Date.from(at));
            return Bytes.of(new OCSPRespBuilder()
                    .build(OCSPRespBuilder.SUCCESSFUL, basic)
                    .getEncoded());
        } catch (OCSPException | OperatorCreationException | IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static @Nullable Extensions extensions(List<Extension> list) {
        return list.isEmpty() ? null : new Extensions(list.toArray(Extension[]::new));
    }

    /** Judges the answer as a live one to a question without nonce. */
    OcspStatus live(TrustPolicy policy) {
        return OcspCheck.with(policy).checkLive(make(), subject, issuer, Optional.empty(), OcspRules.standard(), at);
    }

    /** Judges the answer as one that came with a signature. */
    OcspStatus embedded(TrustPolicy policy) {
        return OcspCheck.with(policy).checkEmbedded(make(), subject, issuer, List.of());
    }
}
