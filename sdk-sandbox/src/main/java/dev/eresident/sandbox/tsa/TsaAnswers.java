package dev.eresident.sandbox.tsa;

import dev.eresident.sandbox.pki.Credential;
import dev.eresident.sandbox.pki.CredentialSigner;
import dev.eresident.sandbox.pki.SandboxPki;
import java.io.IOException;
import java.math.BigInteger;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.cert.CertificateEncodingException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Date;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.bouncycastle.asn1.ASN1Boolean;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1GeneralizedTime;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.DERSet;
import org.bouncycastle.asn1.cmp.PKIFailureInfo;
import org.bouncycastle.asn1.cmp.PKIFreeText;
import org.bouncycastle.asn1.cmp.PKIStatus;
import org.bouncycastle.asn1.cmp.PKIStatusInfo;
import org.bouncycastle.asn1.cms.Attribute;
import org.bouncycastle.asn1.cms.AttributeTable;
import org.bouncycastle.asn1.cms.CMSAttributes;
import org.bouncycastle.asn1.ess.ESSCertIDv2;
import org.bouncycastle.asn1.ess.SigningCertificateV2;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.tsp.Accuracy;
import org.bouncycastle.asn1.tsp.MessageImprint;
import org.bouncycastle.asn1.tsp.TSTInfo;
import org.bouncycastle.asn1.tsp.TimeStampReq;
import org.bouncycastle.asn1.tsp.TimeStampResp;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.Time;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cms.CMSException;
import org.bouncycastle.cms.CMSProcessableByteArray;
import org.bouncycastle.cms.CMSSignedData;
import org.bouncycastle.cms.CMSSignedDataGenerator;
import org.bouncycastle.cms.DefaultSignedAttributeTableGenerator;
import org.bouncycastle.cms.SignerInfoGeneratorBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.bc.BcDigestCalculatorProvider;
import org.bouncycastle.util.CollectionStore;
import org.jspecify.annotations.Nullable;

/** Computes time-stamp tokens (RFC 3161 §2.4.2), right ones and wrong ones. Safe for use by several threads. */
final class TsaAnswers {
    /** The policy of the sandbox's time-stamps. */
    private static final ASN1ObjectIdentifier POLICY = new ASN1ObjectIdentifier("2.999.3161");

    private static final Set<String> HASHES = Set.of(
            NISTObjectIdentifiers.id_sha256.getId(),
            NISTObjectIdentifiers.id_sha384.getId(),
            NISTObjectIdentifiers.id_sha512.getId());
    private static final int[] HASH_LENGTHS = {32, 48, 64};

    private final SandboxPki pki;
    private final AtomicLong serial = new AtomicLong(1);

    TsaAnswers(SandboxPki pki) {
        this.pki = pki;
    }

    byte[] answer(byte[] request, Instant clock, @Nullable TsaFault fault) {
        TimeStampReq asked;
        try {
            asked = TimeStampReq.getInstance(request);
        } catch (IllegalArgumentException | ClassCastException | IllegalStateException e) {
            return rejected(PKIFailureInfo.badDataFormat, "The request is not a TimeStampReq");
        }
        if (fault == TsaFault.REJECTION) {
            return rejected(PKIFailureInfo.systemFailure, "Scripted fault of the sandbox");
        }
        String hash =
                asked.getMessageImprint().getHashAlgorithm().getAlgorithm().getId();
        if (!HASHES.contains(hash)) {
            return rejected(PKIFailureInfo.badAlg, "The sandbox stamps SHA-256, SHA-384 and SHA-512 only");
        }
        int length = asked.getMessageImprint().getHashedMessage().length;
        if (length != HASH_LENGTHS[hash.charAt(hash.length() - 1) - '1']) {
            return rejected(PKIFailureInfo.badDataFormat, "The hash value has the wrong length");
        }
        if (asked.getReqPolicy() != null && !asked.getReqPolicy().equals(POLICY)) {
            return rejected(PKIFailureInfo.unacceptedPolicy, "The sandbox stamps under " + POLICY + " only");
        }
        boolean certificate = asked.getCertReq() != null && asked.getCertReq().isTrue();
        CMSSignedData token = token(
                asked.getMessageImprint(),
                asked.getNonce(),
                certificate && fault != TsaFault.CERTIFICATE_NOT_INCLUDED,
                clock,
                fault);
        return encode(new TimeStampResp(new PKIStatusInfo(PKIStatus.granted), token.toASN1Structure()));
    }

    byte[] token(byte[] sha256, Instant at, @Nullable TsaFault fault) {
        MessageImprint imprint =
                new MessageImprint(new AlgorithmIdentifier(NISTObjectIdentifiers.id_sha256, DERNull.INSTANCE), sha256);
        return encode(token(imprint, null, fault != TsaFault.CERTIFICATE_NOT_INCLUDED, at, fault)
                .toASN1Structure());
    }

    private CMSSignedData token(
            MessageImprint asked,
            @Nullable ASN1Integer askedNonce,
            boolean withCertificate,
            Instant at,
            @Nullable TsaFault fault) {
        Instant time = at.truncatedTo(ChronoUnit.SECONDS);
        MessageImprint imprint = fault == TsaFault.WRONG_IMPRINT ? other(asked) : asked;
        TSTInfo info = new TSTInfo(
                POLICY,
                imprint,
                new ASN1Integer(BigInteger.valueOf(serial.getAndIncrement())),
                new ASN1GeneralizedTime(Date.from(time)),
                new Accuracy(new ASN1Integer(1), null, null),
                ASN1Boolean.FALSE,
                nonce(askedNonce, fault),
                null,
                null);
        Credential signer = signer(fault);
        try {
            X509CertificateHolder holder =
                    new X509CertificateHolder(signer.certificate().getEncoded());
            BcDigestCalculatorProvider digests = new BcDigestCalculatorProvider();
            CMSSignedDataGenerator generator = new CMSSignedDataGenerator();
            generator.addSignerInfoGenerator(new SignerInfoGeneratorBuilder(digests)
                    .setSignedAttributeGenerator(new DefaultSignedAttributeTableGenerator(attributes(signer, time)))
                    .build(CredentialSigner.of(signer, fault == TsaFault.BAD_SIGNATURE), holder));
            if (withCertificate) {
                generator.addCertificates(new CollectionStore<>(List.of(holder)));
            }
            return generator.generate(
                    new CMSProcessableByteArray(PKCSObjectIdentifiers.id_ct_TSTInfo, info.getEncoded("DER")), true);
        } catch (IOException | OperatorCreationException | CMSException | CertificateEncodingException e) {
            throw new IllegalStateException("The time-stamp could not be made", e);
        }
    }

    private static AttributeTable attributes(Credential signer, Instant time) throws CertificateEncodingException {
        byte[] hash = sha256(signer.certificate().getEncoded());
        Attribute certificate = new Attribute(
                PKCSObjectIdentifiers.id_aa_signingCertificateV2,
                new DERSet(new SigningCertificateV2(new ESSCertIDv2(hash))));
        Attribute signingTime = new Attribute(CMSAttributes.signingTime, new DERSet(new Time(Date.from(time))));
        return new AttributeTable(new DERSet(new ASN1Encodable[] {certificate, signingTime}));
    }

    private Credential signer(@Nullable TsaFault fault) {
        if (fault == TsaFault.SIGNER_WITHOUT_PURPOSE) {
            return pki.issue(pki.tsaSpec().purposes(true, SandboxPki.CLIENT_AUTH));
        }
        if (fault == TsaFault.SIGNER_EXPIRED) {
            return pki.issue(pki.tsaSpec()
                    .validity(
                            pki.today().minus(300, ChronoUnit.DAYS), pki.today().minus(1, ChronoUnit.DAYS)));
        }
        return pki.tsa();
    }

    private static @Nullable ASN1Integer nonce(@Nullable ASN1Integer asked, @Nullable TsaFault fault) {
        if (asked == null || fault == TsaFault.MISSING_NONCE) {
            return null;
        }
        return fault == TsaFault.WRONG_NONCE ? new ASN1Integer(asked.getValue().add(BigInteger.ONE)) : asked;
    }

    private static byte[] sha256(byte[] data) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(data);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("This Java runtime has no SHA-256", e);
        }
    }

    private static MessageImprint other(MessageImprint imprint) {
        byte[] hash = imprint.getHashedMessage().clone();
        hash[0] ^= 1;
        return new MessageImprint(imprint.getHashAlgorithm(), hash);
    }

    private static byte[] rejected(int failure, String text) {
        return encode(new TimeStampResp(
                new PKIStatusInfo(PKIStatus.rejection, new PKIFreeText(text), new PKIFailureInfo(failure)), null));
    }

    private static byte[] encode(ASN1Encodable value) {
        try {
            return value.toASN1Primitive().getEncoded("DER");
        } catch (IOException e) {
            throw new IllegalStateException("The time-stamp could not be encoded", e);
        }
    }
}
