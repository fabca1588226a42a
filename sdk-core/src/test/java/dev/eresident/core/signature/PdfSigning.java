package dev.eresident.core.signature;

import dev.eresident.sandbox.card.IdCard;
import dev.eresident.sandbox.pki.Credential;
import dev.eresident.sandbox.pki.CredentialSigner;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.List;
import java.util.function.UnaryOperator;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.DERSet;
import org.bouncycastle.asn1.cms.Attribute;
import org.bouncycastle.asn1.cms.AttributeTable;
import org.bouncycastle.asn1.cms.CMSAttributes;
import org.bouncycastle.asn1.ess.ESSCertIDv2;
import org.bouncycastle.asn1.ess.SigningCertificateV2;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
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

/** Signs PDFs with a card of the sandbox. */
final class PdfSigning {
    static final int FIELD = 10;
    static final int DICTIONARY = 11;
    static final String CADES = "/Type/Sig/Filter/Adobe.PPKLite/SubFilter/ETSI.CAdES.detached/M(D:20261122120000Z)";
    static final String TIMESTAMP = "/Type/DocTimeStamp/Filter/Adobe.PPKLite/SubFilter/ETSI.RFC3161";
    private static final int ROOM = 9000;

    private final Signed signed;
    private final Instant at = Signed.NOW;

    PdfSigning(Signed signed) {
        this.signed = signed;
    }

    /** A field without appearance, with its signature. */
    static String field(String name, int value) {
        return "<</Type/Annot/Subtype/Widget/FT/Sig/T(" + name + ")/Rect[0 0 0 0]/P 3 0 R/V " + value + " 0 R>>";
    }

    /** The plain document, signed at level T. */
    byte[] signed() {
        return signed(UnaryOperator.identity());
    }

    byte[] signed(UnaryOperator<int[]> ranges) {
        return with(PdfForge.document(), CADES).signed(this::cms, ranges);
    }

    /** Adds the first signature to a document that is not finished. */
    static PdfForge with(PdfForge forge, String dictionary) {
        return forge.object(PdfForge.FORM, "<</Fields[10 0 R]/SigFlags 3>>")
                .object(PdfForge.PAGE, PdfForge.page("/Annots[10 0 R]"))
                .object(FIELD, field("First", DICTIONARY))
                .signature(DICTIONARY, dictionary, ROOM)
                .finish();
    }

    /** Signs a second time, or stamps, in a further revision. */
    static PdfForge second(byte[] file, String dictionary) {
        return PdfForge.continuing(file)
                .object(PdfForge.FORM, "<</Fields[10 0 R 20 0 R]/SigFlags 3>>")
                .object(PdfForge.PAGE, PdfForge.page("/Annots[10 0 R 20 0 R]"))
                .object(20, field("Second", 21))
                .signature(21, dictionary, ROOM)
                .finish();
    }

    /** Adds certificates and an OCSP answer, as a signer does for level LT. */
    byte[] withMaterial(byte[] file) {
        IdCard card = signed.sandbox.eResident();
        byte[] answer = signed.sandbox.ocsp().answerFor(card.signingCertificate(), card.issuer(), at, null);
        return PdfForge.continuing(file)
                .object(PdfForge.CATALOG, "<</Type/Catalog/Pages 2 0 R/AcroForm 5 0 R/DSS 30 0 R>>")
                .object(30, "<</Type/DSS/OCSPs[31 0 R]>>")
                .stream(31, "", answer)
                .finish()
                .bytes();
    }

    byte[] stamped(byte[] file) {
        return second(file, TIMESTAMP).signed(this::token);
    }

    byte[] token(byte[] covered) {
        return signed.sandbox.tsa().token(sha256(covered), at, null);
    }

    byte[] cms(byte[] covered) {
        Credential credential = signed.sandbox.eResident().signing();
        try {
            CMSSignedDataGenerator generator = new CMSSignedDataGenerator();
            X509CertificateHolder holder =
                    new X509CertificateHolder(credential.certificate().getEncoded());
            Attribute hash = new Attribute(
                    PKCSObjectIdentifiers.id_aa_signingCertificateV2,
                    new DERSet(new SigningCertificateV2(new ESSCertIDv2(sha256(holder.getEncoded())))));
            DefaultSignedAttributeTableGenerator table = new DefaultSignedAttributeTableGenerator(
                    new AttributeTable(new DERSet(new ASN1Encodable[] {hash})));
            SignerInfoGeneratorBuilder builder = new SignerInfoGeneratorBuilder(new BcDigestCalculatorProvider());
            builder.setSignedAttributeGenerator(parameters -> table.getAttributes(parameters)
                    .remove(CMSAttributes.signingTime)
                    .remove(CMSAttributes.cmsAlgorithmProtect));
            generator.addSignerInfoGenerator(builder.build(CredentialSigner.of(credential), holder));
            generator.addCertificates(new CollectionStore<>(List.of(holder)));
            CMSSignedData plain = generator.generate(new CMSProcessableByteArray(covered), false);
            return timestamped(plain).toASN1Structure().getEncoded("DER");
        } catch (IOException | OperatorCreationException | CMSException | GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private CMSSignedData timestamped(CMSSignedData plain) throws IOException {
        SignerInformation signer = plain.getSignerInfos().iterator().next();
        byte[] token = token(signer.getSignature());
        Attribute stamp = new Attribute(
                PKCSObjectIdentifiers.id_aa_signatureTimeStampToken, new DERSet(ASN1Primitive.fromByteArray(token)));
        SignerInformation with = SignerInformation.replaceUnsignedAttributes(
                signer, new AttributeTable(new DERSet(new ASN1Encodable[] {stamp})));
        return CMSSignedData.replaceSigners(plain, new SignerInformationStore(with));
    }

    private static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
