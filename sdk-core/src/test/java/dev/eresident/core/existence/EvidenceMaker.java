package dev.eresident.core.existence;

import dev.eresident.core.internal.crypto.DigestAlgorithm;
import dev.eresident.core.timestamp.TokenMaker;
import dev.eresident.sandbox.pki.Credential;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import org.bouncycastle.asn1.ASN1EncodableVector;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.DERTaggedObject;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.jspecify.annotations.Nullable;

/** Makes evidence records with BouncyCastle and plain text, independently of the code under test. */
final class EvidenceMaker {
    static final String ERS = "urn:ietf:params:xml:ns:ers";
    static final String C14N = "http://www.w3.org/2001/10/xml-exc-c14n#";

    private EvidenceMaker() {}

    /** One ArchiveTimeStamp. */
    static final class Stamp {
        private final @Nullable String statedOid;
        private final @Nullable List<List<byte[]>> tree;
        private final byte[] token;

        /**
         * Takes the parts.
         *
         * @param statedOid digest algorithm as DER states it, null to state none
         * @param tree groups of hash values, null for none
         */
        Stamp(@Nullable String statedOid, @Nullable List<List<byte[]>> tree, byte[] token) {
            this.statedOid = statedOid;
            this.tree = tree;
            this.token = token;
        }

        @Nullable String statedOid() {
            return statedOid;
        }

        @Nullable List<List<byte[]>> tree() {
            return tree;
        }

        byte[] token() {
            return token;
        }
    }

    /** A chain of XML; DER takes its stamps only. */
    record Chain(DigestAlgorithm digest, List<Stamp> stamps) {}

    /** A time-stamp over the root of a tree, or over one hash value. */
    static Stamp stamp(DigestAlgorithm digest, List<List<byte[]>> tree, Credential tsa, Instant at) {
        return new Stamp(digest.oid(), tree, token(digest, root(digest, tree), tsa, at));
    }

    static Stamp stamp(DigestAlgorithm digest, byte[] hash, Credential tsa, Instant at) {
        return new Stamp(null, null, token(digest, hash, tsa, at));
    }

    static byte[] token(DigestAlgorithm digest, byte[] imprint, Credential tsa, Instant at) {
        return new TokenMaker(imprint, at)
                .imprintAlgorithm(digest.oid())
                .by(tsa)
                .make();
    }

    static byte[] root(DigestAlgorithm digest, List<List<byte[]>> tree) {
        byte[] below = null;
        for (List<byte[]> group : tree) {
            List<byte[]> values = new ArrayList<>(group);
            if (below != null) {
                values.add(below);
            }
            values.sort(Arrays::compareUnsigned);
            below = values.size() == 1 ? values.get(0) : digest.digest(joined(values.toArray(byte[][]::new)));
        }
        return Objects.requireNonNull(below);
    }

    static byte[] joined(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }

    static byte[] der(List<Chain> chains) {
        return der(1, false, chains);
    }

    static byte[] der(int version, boolean encrypted, List<Chain> chains) {
        ASN1EncodableVector record = new ASN1EncodableVector();
        record.add(new ASN1Integer(version));
        record.add(new DERSequence(
                new AlgorithmIdentifier(new ASN1ObjectIdentifier(DigestAlgorithm.SHA256.oid()), DERNull.INSTANCE)));
        if (encrypted) {
            record.add(new DERTaggedObject(false, 1, new DERSequence(new ASN1ObjectIdentifier("2.999.1"))));
        }
        record.add(sequence(chains));
        return encoded(new DERSequence(record));
    }

    /** DER of ArchiveTimeStampSequence. */
    static byte[] derSequence(List<Chain> chains) {
        return encoded(sequence(chains));
    }

    private static DERSequence sequence(List<Chain> chains) {
        ASN1EncodableVector sequence = new ASN1EncodableVector();
        for (Chain chain : chains) {
            ASN1EncodableVector stamps = new ASN1EncodableVector();
            chain.stamps().forEach(stamp -> stamps.add(archiveTimestamp(stamp)));
            sequence.add(new DERSequence(stamps));
        }
        return new DERSequence(sequence);
    }

    private static DERSequence archiveTimestamp(Stamp stamp) {
        ASN1EncodableVector parts = new ASN1EncodableVector();
        String stated = stamp.statedOid();
        if (stated != null) {
            parts.add(new DERTaggedObject(false, 0, new AlgorithmIdentifier(new ASN1ObjectIdentifier(stated))));
        }
        List<List<byte[]>> tree = stamp.tree();
        if (tree != null) {
            ASN1EncodableVector groups = new ASN1EncodableVector();
            for (List<byte[]> group : tree) {
                ASN1EncodableVector values = new ASN1EncodableVector();
                group.forEach(value -> values.add(new DEROctetString(value)));
                groups.add(new DERSequence(values));
            }
            parts.add(new DERTaggedObject(false, 2, new DERSequence(groups)));
        }
        try {
            parts.add(ASN1Primitive.fromByteArray(stamp.token()));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        return new DERSequence(parts);
    }

    private static byte[] encoded(DERSequence sequence) {
        try {
            return sequence.getEncoded("DER");
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** An XML record without white space, so that each element is its own exclusive canonical form but for its namespace. */
    static String xml(List<Chain> chains) {
        return "<EvidenceRecord xmlns=\"" + ERS + "\" Version=\"1.0\">" + xmlSequence(chains) + "</EvidenceRecord>";
    }

    static String xmlSequence(List<Chain> chains) {
        StringBuilder all = new StringBuilder("<ArchiveTimeStampSequence>");
        for (int c = 0; c < chains.size(); c++) {
            Chain chain = chains.get(c);
            all.append("<ArchiveTimeStampChain Order=\"").append(c + 1).append("\"><DigestMethod Algorithm=\"");
            all.append(chain.digest().xmlUri()).append("\"></DigestMethod><CanonicalizationMethod Algorithm=\"");
            all.append(C14N).append("\"></CanonicalizationMethod>");
            for (int s = 0; s < chain.stamps().size(); s++) {
                Stamp stamp = chain.stamps().get(s);
                all.append("<ArchiveTimeStamp Order=\"").append(s + 1).append("\">");
                all.append(xmlTree(stamp.tree())).append(xmlTimestamp(stamp)).append("</ArchiveTimeStamp>");
            }
            all.append("</ArchiveTimeStampChain>");
        }
        return all.append("</ArchiveTimeStampSequence>").toString();
    }

    private static String xmlTree(@Nullable List<List<byte[]>> tree) {
        if (tree == null) {
            return "";
        }
        StringBuilder all = new StringBuilder("<HashTree>");
        for (int g = 0; g < tree.size(); g++) {
            all.append("<Sequence Order=\"").append(g + 1).append("\">");
            for (byte[] value : tree.get(g)) {
                all.append("<DigestValue>").append(base64(value)).append("</DigestValue>");
            }
            all.append("</Sequence>");
        }
        return all.append("</HashTree>").toString();
    }

    static String xmlTimestamp(Stamp stamp) {
        return "<TimeStamp><TimeStampToken Type=\"RFC3161\">" + base64(stamp.token()) + "</TimeStampToken></TimeStamp>";
    }

    /** The exclusive canonical form of an element made here. */
    static String canonical(String element) {
        int end = element.indexOf('>');
        int space = element.indexOf(' ');
        int name = space >= 0 && space < end ? space : end;
        return element.substring(0, name) + " xmlns=\"" + ERS + "\"" + element.substring(name);
    }

    private static String base64(byte[] value) {
        return Base64.getEncoder().encodeToString(value);
    }
}
