package dev.eresident.core.signature;

import static dev.eresident.core.signature.CadesMaker.bytes;

import dev.eresident.core.internal.crypto.DigestAlgorithm;
import dev.eresident.sandbox.Sandbox;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1EncodableVector;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.ASN1Set;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.DERSet;
import org.bouncycastle.asn1.cms.Attribute;
import org.bouncycastle.asn1.cms.SignedData;
import org.bouncycastle.asn1.cms.SignerInfo;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.cms.CMSException;
import org.bouncycastle.cms.CMSSignedData;
import org.jspecify.annotations.Nullable;

/** Adds archive time-stamps to a document in DER with one signer, put together independently of the SDK; right ones unless one thing is changed. For one thread. */
final class ArchiveMaker {
    static final ASN1ObjectIdentifier SECOND = new ASN1ObjectIdentifier("1.2.840.113549.1.9.16.2.48");
    static final ASN1ObjectIdentifier THIRD = new ASN1ObjectIdentifier("0.4.0.1733.2.4");
    private static final ASN1ObjectIdentifier INDEX_V1 = new ASN1ObjectIdentifier("0.4.0.1733.2.5");
    private static final ASN1ObjectIdentifier INDEX_V3 = new ASN1ObjectIdentifier("0.4.0.19122.1.5");

    private final Sandbox sandbox;
    private final byte[] content;
    private ASN1ObjectIdentifier version = INDEX_V3;
    private List<ASN1Encodable> algorithm = List.of(new AlgorithmIdentifier(NISTObjectIdentifiers.id_sha256));
    private DigestAlgorithm digest = DigestAlgorithm.SHA256;
    private boolean answers = true;
    private Predicate<ASN1ObjectIdentifier> attributes = oid -> true;
    private List<List<byte[]>> more = List.of(List.of(), List.of(), List.of());
    private List<ASN1Encodable> after = List.of();
    private boolean twice;
    private boolean inField;

    ArchiveMaker(Sandbox sandbox, byte[] content) {
        this.sandbox = sandbox;
        this.content = content.clone();
    }

    /** The index of TS 101 733 v2.2.1, which lists attributes, not their values. */
    ArchiveMaker firstIndex() {
        version = INDEX_V1;
        return this;
    }

    /** What states the digest algorithm of the index. */
    ArchiveMaker algorithm(DigestAlgorithm used, ASN1Encodable... stated) {
        digest = used;
        algorithm = List.of(stated);
        return this;
    }

    ArchiveMaker withoutAnswers() {
        answers = false;
        return this;
    }

    ArchiveMaker without(ASN1ObjectIdentifier attribute) {
        attributes = oid -> !oid.equals(attribute);
        return this;
    }

    /** Adds the digest of something to one of the three lists of the index. */
    ArchiveMaker alsoCovering(int list, byte[] something) {
        List<List<byte[]>> all = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            all.add(i == list ? List.of(something) : List.of());
        }
        more = all;
        return this;
    }

    ArchiveMaker followedBy(ASN1Encodable something) {
        after = List.of(something);
        return this;
    }

    ArchiveMaker twice() {
        twice = true;
        return this;
    }

    /** The unsigned attributes are covered in their field, not alone. */
    ArchiveMaker inField() {
        inField = true;
        return this;
    }

    /** TS 101 733 v1.8.3 §6.4.1. */
    CMSSignedData second(CMSSignedData cms, Instant at) throws IOException {
        SignedData data = signedData(cms);
        SignerInfo signer = SignerInfo.getInstance(data.getSignerInfos().getObjectAt(0));
        ByteArrayOutputStream covered = new ByteArrayOutputStream();
        covered.writeBytes(bytes(data.getEncapContentInfo()));
        if (data.getEncapContentInfo().getContent() == null) {
            covered.writeBytes(content);
        }
        covered.writeBytes(tagged(0xa0, data.getCertificates()));
        if (data.getCRLs() != null) {
            covered.writeBytes(tagged(0xa1, data.getCRLs()));
        }
        covered.writeBytes(signerFields(signer));
        ASN1Set unsigned = unsigned(signer);
        if (inField) {
            covered.writeBytes(tagged(0xa1, unsigned));
        } else {
            unsigned.forEach(attribute -> covered.writeBytes(bytes(attribute)));
        }
        byte[] token = token(covered.toByteArray(), at);
        return CadesMaker.unsigned(cms, new Attribute(SECOND, new DERSet(ASN1Primitive.fromByteArray(token))));
    }

    /** EN 319 122-1 §5.5.2, §5.5.3. */
    CMSSignedData third(CMSSignedData cms, Instant at) throws CMSException {
        SignedData data = signedData(cms);
        SignerInfo signer = SignerInfo.getInstance(data.getSignerInfos().getObjectAt(0));
        ASN1EncodableVector parts = new ASN1EncodableVector();
        algorithm.forEach(parts::add);
        parts.add(hashes(members(data.getCertificates()), more.get(0)));
        parts.add(hashes(answers ? members(data.getCRLs()) : List.of(), more.get(1)));
        parts.add(hashes(attributes(signer), more.get(2)));
        after.forEach(parts::add);
        DERSequence index = new DERSequence(parts);
        ByteArrayOutputStream covered = new ByteArrayOutputStream();
        covered.writeBytes(bytes(data.getEncapContentInfo().getContentType()));
        covered.writeBytes(DigestAlgorithm.SHA256.digest(content));
        covered.writeBytes(signerFields(signer));
        covered.writeBytes(bytes(index));
        CMSSignedData token = new CMSSignedData(token(covered.toByteArray(), at));
        Attribute attribute = new Attribute(version, new DERSet(index));
        CMSSignedData indexed =
                twice ? CadesMaker.unsigned(token, attribute, attribute) : CadesMaker.unsigned(token, attribute);
        return CadesMaker.unsigned(cms, new Attribute(THIRD, new DERSet(indexed.toASN1Structure())));
    }

    private static SignedData signedData(CMSSignedData cms) {
        try {
            return SignedData.getInstance(
                    new CMSSignedData(CadesMaker.der(cms)).toASN1Structure().getContent());
        } catch (CMSException e) {
            throw new IllegalStateException(e);
        }
    }

    private static ASN1Set unsigned(SignerInfo signer) {
        ASN1Set unsigned = signer.getUnauthenticatedAttributes();
        return unsigned == null ? new DERSet() : unsigned;
    }

    private static byte[] signerFields(SignerInfo info) {
        ByteArrayOutputStream fields = new ByteArrayOutputStream();
        fields.writeBytes(bytes(info.getVersion()));
        fields.writeBytes(bytes(info.getSID()));
        fields.writeBytes(bytes(info.getDigestAlgorithm()));
        fields.writeBytes(tagged(0xa0, info.getAuthenticatedAttributes()));
        fields.writeBytes(bytes(info.getDigestEncryptionAlgorithm()));
        fields.writeBytes(bytes(info.getEncryptedDigest()));
        return fields.toByteArray();
    }

    private static byte[] tagged(int tag, ASN1Set set) {
        byte[] encoded = bytes(set);
        encoded[0] = (byte) tag;
        return encoded;
    }

    private static List<byte[]> members(@Nullable ASN1Set set) {
        List<byte[]> all = new ArrayList<>();
        if (set != null) {
            set.forEach(member -> all.add(bytes(member)));
        }
        return all;
    }

    private List<byte[]> attributes(SignerInfo signer) {
        List<byte[]> all = new ArrayList<>();
        for (ASN1Encodable one : unsigned(signer)) {
            Attribute attribute = Attribute.getInstance(one);
            if (!attributes.test(attribute.getAttrType())) {
                continue;
            }
            if (version.equals(INDEX_V1)) {
                all.add(bytes(attribute));
                continue;
            }
            for (ASN1Encodable value : attribute.getAttributeValues()) {
                ByteArrayOutputStream both = new ByteArrayOutputStream();
                both.writeBytes(bytes(attribute.getAttrType()));
                both.writeBytes(bytes(value));
                all.add(both.toByteArray());
            }
        }
        return all;
    }

    private DERSequence hashes(List<byte[]> of, List<byte[]> andOf) {
        ASN1EncodableVector all = new ASN1EncodableVector();
        of.forEach(one -> all.add(new DEROctetString(digest.digest(one))));
        andOf.forEach(one -> all.add(new DEROctetString(digest.digest(one))));
        return new DERSequence(all);
    }

    private byte[] token(byte[] covered, Instant at) {
        return sandbox.tsa().token(DigestAlgorithm.SHA256.digest(covered), at, null);
    }
}
