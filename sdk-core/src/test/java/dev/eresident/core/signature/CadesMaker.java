package dev.eresident.core.signature;

import dev.eresident.core.internal.crypto.DigestAlgorithm;
import dev.eresident.sandbox.Sandbox;
import dev.eresident.sandbox.pki.Credential;
import dev.eresident.sandbox.pki.CredentialSigner;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.function.UnaryOperator;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1EncodableVector;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.ASN1Set;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.DERSet;
import org.bouncycastle.asn1.DERTaggedObject;
import org.bouncycastle.asn1.cms.Attribute;
import org.bouncycastle.asn1.cms.AttributeTable;
import org.bouncycastle.asn1.cms.CMSAttributes;
import org.bouncycastle.asn1.cms.CMSObjectIdentifiers;
import org.bouncycastle.asn1.cms.ContentInfo;
import org.bouncycastle.asn1.cms.OtherRevocationInfoFormat;
import org.bouncycastle.asn1.cms.SignedData;
import org.bouncycastle.asn1.cms.SignerInfo;
import org.bouncycastle.asn1.cms.Time;
import org.bouncycastle.asn1.ess.ESSCertIDv2;
import org.bouncycastle.asn1.ess.SigningCertificateV2;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cms.CMSException;
import org.bouncycastle.cms.CMSProcessableByteArray;
import org.bouncycastle.cms.CMSSignedData;
import org.bouncycastle.cms.CMSSignedDataGenerator;
import org.bouncycastle.cms.DefaultSignedAttributeTableGenerator;
import org.bouncycastle.cms.SignerInfoGeneratorBuilder;
import org.bouncycastle.cms.SignerInformation;
import org.bouncycastle.cms.SignerInformationStore;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.bc.BcDigestCalculatorProvider;
import org.bouncycastle.util.CollectionStore;
import org.jspecify.annotations.Nullable;

/** Makes CAdES documents with BouncyCastle; a right one of level LT unless one thing is changed. For one thread. */
final class CadesMaker {
    private final Sandbox sandbox;
    private final byte[] content;
    private final List<Credential> signers = new ArrayList<>();
    private final List<X509Certificate> included = new ArrayList<>();
    private UnaryOperator<AttributeTable> attributes = UnaryOperator.identity();
    private ASN1ObjectIdentifier contentType = PKCSObjectIdentifiers.data;
    private X509Certificate named;
    private byte[] stampedValue = new byte[0];
    private boolean certificate = true;
    private boolean answer = true;
    private boolean stamp = true;
    private boolean archive;
    private boolean archiveV2;
    private boolean lateAnswer;
    private boolean droppedAnswer;

    CadesMaker(Sandbox sandbox, byte[] content) {
        this.sandbox = sandbox;
        this.content = content.clone();
        Credential signer = sandbox.eResident().signing();
        this.signers.add(signer);
        this.named = signer.certificate();
    }

    CadesMaker attributes(UnaryOperator<AttributeTable> change) {
        attributes = change;
        return this;
    }

    CadesMaker contentType(ASN1ObjectIdentifier type) {
        contentType = type;
        return this;
    }

    /** The certificate whose digest the signed attribute holds. */
    CadesMaker naming(X509Certificate other) {
        named = other;
        return this;
    }

    CadesMaker alsoBy(Credential other) {
        signers.add(other);
        return this;
    }

    CadesMaker including(X509Certificate further) {
        included.add(further);
        return this;
    }

    CadesMaker stampedValue(byte[] other) {
        stampedValue = other.clone();
        return this;
    }

    CadesMaker withoutCertificate() {
        certificate = false;
        return this;
    }

    CadesMaker withoutAnswer() {
        answer = false;
        return this;
    }

    CadesMaker withoutStamp() {
        stamp = false;
        return this;
    }

    CadesMaker archived() {
        archive = true;
        return this;
    }

    /** Adds the answer after the archive time-stamp, which so does not cover it. */
    CadesMaker lateAnswer() {
        lateAnswer = true;
        return this;
    }

    /** Adds an archive time-stamp of the second version. */
    CadesMaker archivedV2() {
        archiveV2 = true;
        return this;
    }

    /** Takes the answer away that the archive time-stamp covers. */
    CadesMaker droppedAnswer() {
        droppedAnswer = true;
        return this;
    }

    CMSSignedData attached() {
        return make(true);
    }

    CMSSignedData detached() {
        return make(false);
    }

    static byte[] der(CMSSignedData cms) {
        return encoded(cms, ASN1Encoding.DER);
    }

    /** Indefinite lengths, content in parts. */
    static byte[] ber(CMSSignedData cms) {
        return encoded(cms, ASN1Encoding.BER);
    }

    static byte[] pem(byte[] der) {
        return ("-----BEGIN PKCS7-----\n" + Base64.getMimeEncoder().encodeToString(der) + "\n-----END PKCS7-----\n")
                .getBytes(StandardCharsets.US_ASCII);
    }

    private static byte[] encoded(CMSSignedData cms, String encoding) {
        try {
            return cms.toASN1Structure().getEncoded(encoding);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private CMSSignedData make(boolean carried) {
        try {
            CMSSignedDataGenerator generator = new CMSSignedDataGenerator();
            List<X509CertificateHolder> holders = new ArrayList<>();
            for (Credential signer : signers) {
                add(generator, signer);
                holders.add(new X509CertificateHolder(signer.certificate().getEncoded()));
            }
            for (X509Certificate further : included) {
                holders.add(new X509CertificateHolder(further.getEncoded()));
            }
            if (certificate) {
                generator.addCertificates(new CollectionStore<>(holders));
            }
            if (answer && !lateAnswer) {
                generator.addOtherRevocationInfo(CMSObjectIdentifiers.id_ri_ocsp_response, answer());
            }
            CMSSignedData cms = generator.generate(new CMSProcessableByteArray(contentType, content), carried);
            cms = stamp ? stamped(cms) : cms;
            cms = archive ? archives().third(cms, Signed.NOW.plusSeconds(60)) : cms;
            cms = archiveV2 ? archives().second(cms, Signed.NOW.plusSeconds(60)) : cms;
            cms = droppedAnswer ? withRevocations(cms, null) : cms;
            return lateAnswer ? withAnswer(cms) : cms;
        } catch (IOException | OperatorCreationException | CMSException | CertificateEncodingException e) {
            throw new IllegalStateException(e);
        }
    }

    private void add(CMSSignedDataGenerator generator, Credential signer)
            throws IOException, OperatorCreationException, CertificateEncodingException {
        ASN1EncodableVector own = new ASN1EncodableVector();
        X509Certificate subject = signers.get(0).equals(signer) ? named : signer.certificate();
        own.add(new Attribute(
                PKCSObjectIdentifiers.id_aa_signingCertificateV2,
                new DERSet(new SigningCertificateV2(
                        new ESSCertIDv2(DigestAlgorithm.SHA256.digest(subject.getEncoded()))))));
        own.add(new Attribute(CMSAttributes.signingTime, new DERSet(new Time(Date.from(Signed.NOW)))));
        DefaultSignedAttributeTableGenerator table = new DefaultSignedAttributeTableGenerator(new AttributeTable(own));
        SignerInfoGeneratorBuilder builder = new SignerInfoGeneratorBuilder(new BcDigestCalculatorProvider());
        builder.setSignedAttributeGenerator(parameters -> attributes.apply(table.getAttributes(parameters)));
        generator.addSignerInfoGenerator(builder.build(
                CredentialSigner.of(signer),
                new X509CertificateHolder(signer.certificate().getEncoded())));
    }

    private ASN1Primitive answer() throws IOException {
        return ASN1Primitive.fromByteArray(sandbox.ocsp()
                .answerFor(
                        signers.get(0).certificate(), sandbox.eResident().issuer(), Signed.NOW.plusSeconds(1), null));
    }

    private CMSSignedData stamped(CMSSignedData cms) throws IOException {
        List<SignerInformation> stamped = new ArrayList<>();
        for (SignerInformation signer : cms.getSignerInfos()) {
            byte[] value = stampedValue.length == 0 ? signer.getSignature() : stampedValue;
            stamped.add(with(signer, PKCSObjectIdentifiers.id_aa_signatureTimeStampToken, token(value, Signed.NOW)));
        }
        return CMSSignedData.replaceSigners(cms, new SignerInformationStore(stamped));
    }

    private CMSSignedData withAnswer(CMSSignedData cms) throws IOException {
        return withRevocations(
                cms,
                new DERSet(new DERTaggedObject(
                        false, 1, new OtherRevocationInfoFormat(CMSObjectIdentifiers.id_ri_ocsp_response, answer()))));
    }

    static CMSSignedData withRevocations(CMSSignedData cms, @Nullable ASN1Set revocations) {
        SignedData data = SignedData.getInstance(cms.toASN1Structure().getContent());
        return cms(new SignedData(
                data.getDigestAlgorithms(),
                data.getEncapContentInfo(),
                data.getCertificates(),
                revocations,
                data.getSignerInfos()));
    }

    /** Changes the SignerInfo of a document with one signature. */
    static byte[] resigned(CMSSignedData cms, UnaryOperator<SignerInfo> change) {
        SignedData data = SignedData.getInstance(cms.toASN1Structure().getContent());
        SignerInfo old = SignerInfo.getInstance(data.getSignerInfos().getObjectAt(0));
        return der(cms(new SignedData(
                data.getDigestAlgorithms(),
                data.getEncapContentInfo(),
                data.getCertificates(),
                data.getCRLs(),
                new DERSet(change.apply(old)))));
    }

    /** DER of the signed attributes as SET OF, which is what is signed. */
    static byte[] signedAttributes(CMSSignedData cms) {
        return bytes(cms.getSignerInfos().iterator().next().toASN1Structure().getAuthenticatedAttributes());
    }

    static CMSSignedData cms(SignedData data) {
        try {
            return new CMSSignedData(new ContentInfo(PKCSObjectIdentifiers.signedData, data));
        } catch (CMSException e) {
            throw new IllegalStateException(e);
        }
    }

    private ArchiveMaker archives() {
        return new ArchiveMaker(sandbox, content);
    }

    private byte[] token(byte[] covered, Instant at) {
        return sandbox.tsa().token(DigestAlgorithm.SHA256.digest(covered), at, null);
    }

    private static SignerInformation with(SignerInformation signer, ASN1ObjectIdentifier type, byte[] value)
            throws IOException {
        return with(signer, new Attribute(type, new DERSet(ASN1Primitive.fromByteArray(value))));
    }

    private static SignerInformation with(SignerInformation signer, Attribute... more) {
        AttributeTable old = signer.getUnsignedAttributes();
        ASN1EncodableVector all = old == null ? new ASN1EncodableVector() : old.toASN1EncodableVector();
        all.addAll(more);
        return SignerInformation.replaceUnsignedAttributes(signer, new AttributeTable(all));
    }

    /** The document, or token, with further unsigned attributes of its one signer. */
    static CMSSignedData unsigned(CMSSignedData cms, Attribute... more) {
        SignerInformation signer = cms.getSignerInfos().iterator().next();
        return CMSSignedData.replaceSigners(cms, new SignerInformationStore(with(signer, more)));
    }

    static byte[] bytes(ASN1Encodable element) {
        try {
            return element.toASN1Primitive().getEncoded(ASN1Encoding.DER);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** RFC 6211 with another digest than the signature's. */
    static Attribute wrongProtection() {
        return new Attribute(CMSAttributes.cmsAlgorithmProtect, new DERSet(new DERSequence(new ASN1Encodable[] {
            new AlgorithmIdentifier(NISTObjectIdentifiers.id_sha512, DERNull.INSTANCE)
        })));
    }
}
