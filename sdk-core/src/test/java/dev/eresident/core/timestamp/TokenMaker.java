package dev.eresident.core.timestamp;

import dev.eresident.core.internal.crypto.DigestAlgorithm;
import dev.eresident.sandbox.pki.Credential;
import dev.eresident.sandbox.pki.CredentialSigner;
import dev.eresident.sandbox.pki.SignatureAlgorithm;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.math.BigInteger;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.function.UnaryOperator;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1GeneralizedTime;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.ASN1Set;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.DERSet;
import org.bouncycastle.asn1.cms.Attribute;
import org.bouncycastle.asn1.cms.AttributeTable;
import org.bouncycastle.asn1.cms.ContentInfo;
import org.bouncycastle.asn1.cms.SignedData;
import org.bouncycastle.asn1.cms.SignerInfo;
import org.bouncycastle.asn1.ess.ESSCertID;
import org.bouncycastle.asn1.ess.ESSCertIDv2;
import org.bouncycastle.asn1.ess.SigningCertificate;
import org.bouncycastle.asn1.ess.SigningCertificateV2;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.RSASSAPSSparams;
import org.bouncycastle.asn1.tsp.MessageImprint;
import org.bouncycastle.asn1.tsp.TSTInfo;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.Extensions;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cms.CMSException;
import org.bouncycastle.cms.CMSProcessableByteArray;
import org.bouncycastle.cms.CMSSignedDataGenerator;
import org.bouncycastle.cms.CMSTypedData;
import org.bouncycastle.cms.DefaultSignedAttributeTableGenerator;
import org.bouncycastle.cms.SignerInfoGeneratorBuilder;
import org.bouncycastle.operator.ContentSigner;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.bc.BcDigestCalculatorProvider;
import org.bouncycastle.util.CollectionStore;
import org.jspecify.annotations.Nullable;

/** Makes time-stamp tokens with BouncyCastle; a right one unless one thing is changed. For one thread. */
@SuppressWarnings("exports")
public final class TokenMaker {
    private static final AlgorithmIdentifier SHA256 =
            new AlgorithmIdentifier(NISTObjectIdentifiers.id_sha256, DERNull.INSTANCE);

    /** Who signs, what its SignerInfo calls it, and which hashes its signed attributes hold. */
    private record Signing(
            Credential credential, X509Certificate named, ContentSigner signer, List<Attribute> hashes) {}

    private final byte[] imprint;
    private final Instant at;
    private final List<Signing> signings = new ArrayList<>();
    private final List<X509Certificate> certificates = new ArrayList<>();
    private ASN1ObjectIdentifier contentType = PKCSObjectIdentifiers.id_ct_TSTInfo;
    private AlgorithmIdentifier imprintAlgorithm = SHA256;
    private UnaryOperator<AttributeTable> attributes = UnaryOperator.identity();
    private @Nullable Extension extension;
    private @Nullable BigInteger nonce;
    private UnaryOperator<byte[]> bytes = UnaryOperator.identity();

    public TokenMaker(byte[] imprint, Instant at) {
        this.imprint = imprint;
        this.at = at;
    }

    static Attribute v1(X509Certificate certificate) {
        return new Attribute(
                PKCSObjectIdentifiers.id_aa_signingCertificate,
                new DERSet(new SigningCertificate(new ESSCertID(DigestAlgorithm.SHA1.digest(der(certificate))))));
    }

    static Attribute v2(X509Certificate certificate) {
        return new Attribute(
                PKCSObjectIdentifiers.id_aa_signingCertificateV2,
                new DERSet(new SigningCertificateV2(new ESSCertIDv2(DigestAlgorithm.SHA256.digest(der(certificate))))));
    }

    private static byte[] der(X509Certificate certificate) {
        try {
            return certificate.getEncoded();
        } catch (CertificateEncodingException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Signs as the authority does: certificate named and included, hashed with SHA-256. */
    public TokenMaker by(Credential authority) {
        return by(authority, authority.certificate(), v2(authority.certificate()))
                .including(authority.certificate());
    }

    /** Signs with a key in the name of another certificate of that key. */
    public TokenMaker inTheNameOf(X509Certificate named, Credential authority) {
        return by(authority, named, v2(named)).including(named);
    }

    /** Signs with a key in the name of a certificate, with other hashes. */
    TokenMaker by(Credential authority, X509Certificate named, Attribute... hashes) {
        signings.add(new Signing(authority, named, CredentialSigner.of(authority), List.of(hashes)));
        return this;
    }

    TokenMaker byPss(Credential authority) {
        signings.add(new Signing(
                authority, authority.certificate(), new PssSigner(authority), List.of(v2(authority.certificate()))));
        return including(authority.certificate());
    }

    TokenMaker including(X509Certificate... all) {
        certificates.addAll(List.of(all));
        return this;
    }

    TokenMaker extension(String oid, boolean critical) {
        extension = new Extension(new ASN1ObjectIdentifier(oid), critical, new byte[] {5, 0});
        return this;
    }

    TokenMaker contentType(ASN1ObjectIdentifier type) {
        contentType = type;
        return this;
    }

    public TokenMaker imprintAlgorithm(String oid) {
        imprintAlgorithm = new AlgorithmIdentifier(new ASN1ObjectIdentifier(oid));
        return this;
    }

    TokenMaker nonce(BigInteger value) {
        nonce = value;
        return this;
    }

    /** Stamps and signs other content bytes. */
    TokenMaker bytes(UnaryOperator<byte[]> change) {
        bytes = change;
        return this;
    }

    TokenMaker attributes(UnaryOperator<AttributeTable> change) {
        attributes = change;
        return this;
    }

    public byte[] make() {
        try {
            TSTInfo info = new TSTInfo(
                    new ASN1ObjectIdentifier("2.999.3161"),
                    new MessageImprint(imprintAlgorithm, imprint),
                    new ASN1Integer(1234567890123L),
                    new ASN1GeneralizedTime(Date.from(at)),
                    null,
                    null,
                    nonce == null ? null : new ASN1Integer(nonce),
                    null,
                    extension == null ? null : new Extensions(extension));
            CMSSignedDataGenerator generator = new CMSSignedDataGenerator();
            for (Signing signing : signings) {
                add(generator, signing);
            }
            List<X509CertificateHolder> holders = new ArrayList<>();
            for (X509Certificate certificate : certificates) {
                holders.add(new X509CertificateHolder(der(certificate)));
            }
            generator.addCertificates(new CollectionStore<>(holders));
            CMSTypedData content = new CMSProcessableByteArray(contentType, bytes.apply(info.getEncoded("DER")));
            return generator.generate(content, true).toASN1Structure().getEncoded("DER");
        } catch (IOException | OperatorCreationException | CMSException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Takes the signed attributes out of a token and signs its content directly, as only CMS of plain data may do. */
    static byte[] withoutAttributes(byte[] token, Credential authority) {
        try {
            SignedData data =
                    SignedData.getInstance(ContentInfo.getInstance(token).getContent());
            SignerInfo old = SignerInfo.getInstance(data.getSignerInfos().getObjectAt(0));
            CredentialSigner signer = CredentialSigner.of(authority);
            signer.getOutputStream()
                    .write(ASN1OctetString.getInstance(
                                    data.getEncapContentInfo().getContent())
                            .getOctets());
            SignerInfo bare = new SignerInfo(
                    old.getSID(),
                    old.getDigestAlgorithm(),
                    (ASN1Set) null,
                    old.getDigestEncryptionAlgorithm(),
                    new DEROctetString(signer.getSignature()),
                    (ASN1Set) null);
            SignedData stripped = new SignedData(
                    data.getDigestAlgorithms(),
                    data.getEncapContentInfo(),
                    data.getCertificates(),
                    data.getCRLs(),
                    new DERSet(bare));
            return new ContentInfo(PKCSObjectIdentifiers.signedData, stripped).getEncoded("DER");
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Names other algorithms in the SignerInfo, where nothing protects them. */
    static byte[] withAlgorithms(byte[] token, UnaryOperator<SignerInfo> change) {
        SignedData data = SignedData.getInstance(ContentInfo.getInstance(token).getContent());
        SignedData changed = new SignedData(
                data.getDigestAlgorithms(),
                data.getEncapContentInfo(),
                data.getCertificates(),
                data.getCRLs(),
                new DERSet(change.apply(
                        SignerInfo.getInstance(data.getSignerInfos().getObjectAt(0)))));
        try {
            return new ContentInfo(PKCSObjectIdentifiers.signedData, changed).getEncoded("DER");
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private void add(CMSSignedDataGenerator generator, Signing signing) throws IOException, OperatorCreationException {
        SignerInfoGeneratorBuilder builder = new SignerInfoGeneratorBuilder(new BcDigestCalculatorProvider());
        AttributeTable hashes = new AttributeTable(new DERSet(signing.hashes().toArray(ASN1Encodable[]::new)));
        DefaultSignedAttributeTableGenerator table = new DefaultSignedAttributeTableGenerator(hashes);
        builder.setSignedAttributeGenerator(parameters -> attributes.apply(table.getAttributes(parameters)));
        generator.addSignerInfoGenerator(
                builder.build(signing.signer(), new X509CertificateHolder(der(signing.named()))));
    }

    /** RSASSA-PSS with SHA-256, MGF1 over SHA-256 and a salt of 32 bytes. */
    private static final class PssSigner implements ContentSigner {
        private final Credential credential;
        private final ByteArrayOutputStream data = new ByteArrayOutputStream();

        PssSigner(Credential credential) {
            this.credential = credential;
        }

        @Override
        public AlgorithmIdentifier getAlgorithmIdentifier() {
            AlgorithmIdentifier mask = new AlgorithmIdentifier(PKCSObjectIdentifiers.id_mgf1, SHA256);
            return new AlgorithmIdentifier(
                    PKCSObjectIdentifiers.id_RSASSA_PSS,
                    new RSASSAPSSparams(SHA256, mask, new ASN1Integer(32), RSASSAPSSparams.DEFAULT_TRAILER_FIELD));
        }

        @Override
        public OutputStream getOutputStream() {
            return data;
        }

        @Override
        public byte[] getSignature() {
            return credential.sign(data.toByteArray(), SignatureAlgorithm.PS256);
        }
    }
}
