package dev.eresident.examples.benchmarks;

import dev.eresident.core.CryptoChoice;
import dev.eresident.core.certificate.Certificate;
import dev.eresident.core.internal.asn1.DerElement;
import dev.eresident.core.internal.asn1.DerReader;
import dev.eresident.core.internal.crypto.AlgorithmIdentifiers;
import dev.eresident.core.internal.crypto.DigestAlgorithm;
import dev.eresident.core.internal.crypto.SignatureAlgorithm;
import dev.eresident.core.internal.crypto.SignatureVerifier;
import dev.eresident.core.internal.crypto.SignatureVerifier.EcdsaFormat;
import dev.eresident.core.internal.xml.Canonicalization;
import dev.eresident.core.internal.xml.XmlElement;
import dev.eresident.core.internal.xml.XmlLimits;
import dev.eresident.core.internal.xml.XmlReading;
import dev.eresident.core.trust.TrustAnchors;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.ocsp.BasicOCSPResp;
import org.bouncycastle.cert.ocsp.OCSPException;
import org.bouncycastle.cert.ocsp.OCSPResp;
import org.bouncycastle.cms.CMSException;
import org.bouncycastle.cms.CMSSignedData;
import org.bouncycastle.cms.SignerInformation;

/**
 * The bare arithmetic of judging one signature of level LT: signature value, signer's certificate, OCSP answer, responder's certificate, time-stamp token. Everything else is done when an object is
 * made, so that what {@link #all} and its like take is the floor below which no check can come.
 */
final class Verifications {
    private static final int MAX_BYTES = 1 << 20;

    private final Step value;
    private final Step answer;
    private final Step token;
    private final Issued certificate;
    private final Issued responder;

    /** One signature over bytes. */
    private static final class Step {
        private final SignatureAlgorithm algorithm;
        private final EcdsaFormat format;
        private final Certificate signer;
        private final byte[] data;
        private final byte[] signature;

        Step(SignatureAlgorithm algorithm, EcdsaFormat format, Certificate signer, byte[] data, byte[] signature) {
            this.algorithm = algorithm;
            this.format = format;
            this.signer = signer;
            this.data = data;
            this.signature = signature;
        }

        boolean verify(SignatureVerifier verifier) {
            return verifier.verify(algorithm, format, signer.publicKey(), data, signature);
        }
    }

    /** One signature on a certificate. */
    private record Issued(Certificate certificate, Certificate issuer) {
        boolean verify(SignatureVerifier verifier) {
            return verifier.verifyCertificate(certificate.der(), issuer.publicKey());
        }
    }

    private Verifications(Step value, Step answer, Step token, Issued certificate, Issued responder) {
        this.value = value;
        this.answer = answer;
        this.token = token;
        this.certificate = certificate;
        this.responder = responder;
    }

    /** Takes a container with one signature apart. */
    static Verifications of(byte[] container, TrustAnchors anchors) throws IOException {
        XmlElement document = new XmlReading(XmlLimits.SIGNATURE).read(signatureFile(container));
        XmlElement signedInfo = first(document, "SignedInfo");
        List<Certificate> known = new ArrayList<>();
        anchors.services().forEach(service -> known.addAll(service.certificates()));
        all(document, "X509Certificate").forEach(e -> known.add(Certificate.read(e.base64())));
        all(document, "EncapsulatedX509Certificate").forEach(e -> known.add(Certificate.read(e.base64())));
        try {
            BasicOCSPResp ocsp = (BasicOCSPResp)
                    new OCSPResp(first(document, "EncapsulatedOCSPValue").base64()).getResponseObject();
            for (X509CertificateHolder holder : ocsp.getCerts()) {
                known.add(Certificate.read(holder.getEncoded()));
            }
            CMSSignedData cms =
                    new CMSSignedData(first(document, "EncapsulatedTimeStamp").base64());
            for (X509CertificateHolder holder : cms.getCertificates().getMatches(null)) {
                known.add(Certificate.read(holder.getEncoded()));
            }
            Step value = step(
                    SignatureAlgorithm.ofXmlUri(algorithm(signedInfo, "SignatureMethod"))
                            .orElseThrow(),
                    EcdsaFormat.P1363,
                    known,
                    Canonicalization.byUri(algorithm(signedInfo, "CanonicalizationMethod"))
                            .orElseThrow()
                            .apply(signedInfo),
                    first(document, "SignatureValue").base64());
            Step answer = step(
                    SignatureAlgorithm.ofAlgorithmIdentifier(
                                    ocsp.getSignatureAlgorithmID().getEncoded())
                            .orElseThrow(),
                    EcdsaFormat.DER,
                    known,
                    ocsp.getTBSResponseData(),
                    ocsp.getSignature());
            Step token = token(cms, known);
            return new Verifications(value, answer, token, issued(value.signer, known), issued(answer.signer, known));
        } catch (OCSPException | CMSException e) {
            throw new IOException("The container holds no usable answer or token", e);
        }
    }

    /** All five, nothing remembered. */
    boolean all(SignatureVerifier verifier) {
        return certificate.verify(verifier) && responder.verify(verifier) && remembering(verifier, verifier);
    }

    /** Without the responder's certificate, which many signatures share. */
    boolean newSigner(SignatureVerifier ofSigners, SignatureVerifier ofServices) {
        return certificate.verify(ofServices) && remembering(ofSigners, ofServices);
    }

    /** Without the two certificates: value, answer, token. */
    boolean remembering(SignatureVerifier ofSigners, SignatureVerifier ofServices) {
        return value.verify(ofSigners) && answer.verify(ofServices) && token.verify(ofServices);
    }

    private static Step token(CMSSignedData cms, List<Certificate> known) throws IOException {
        SignerInformation signer = cms.getSignerInfos().iterator().next();
        DerElement identifier = DerReader.single(
                signer.toASN1Structure().getDigestEncryptionAlgorithm().getEncoded(), DerElement.SEQUENCE, MAX_BYTES);
        DigestAlgorithm digest = DigestAlgorithm.byOid(signer.getDigestAlgOID()).orElseThrow();
        return step(
                AlgorithmIdentifiers.cmsSignature(identifier, digest).orElseThrow(),
                EcdsaFormat.DER,
                known,
                signer.getEncodedSignedAttributes(),
                signer.getSignature());
    }

    private static Step step(
            SignatureAlgorithm algorithm, EcdsaFormat format, List<Certificate> known, byte[] data, byte[] signature) {
        SignatureVerifier verifier = SignatureVerifier.of(CryptoChoice.standard());
        return known.stream()
                .map(candidate -> new Step(algorithm, format, candidate, data, signature))
                .filter(step -> step.verify(verifier))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("Nobody signed it"));
    }

    private static Issued issued(Certificate certificate, List<Certificate> known) {
        SignatureVerifier verifier = SignatureVerifier.of(CryptoChoice.standard());
        return known.stream()
                .filter(issuer -> issuer.subjectName().equals(certificate.issuerName()))
                .map(issuer -> new Issued(certificate, issuer))
                .filter(issued -> issued.verify(verifier))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("Nobody issued it"));
    }

    private static byte[] signatureFile(byte[] container) throws IOException {
        try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(container))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                if (entry.getName().matches("META-INF/.*signatures.*\\.xml")) {
                    return zip.readAllBytes();
                }
            }
        }
        throw new IOException("The container holds no signature");
    }

    private static String algorithm(XmlElement signedInfo, String name) {
        return first(signedInfo, name).attribute("Algorithm").orElseThrow();
    }

    private static XmlElement first(XmlElement root, String name) {
        return all(root, name).findFirst().orElseThrow(() -> new IllegalArgumentException("No " + name));
    }

    private static Stream<XmlElement> all(XmlElement root, String name) {
        Stream<XmlElement> below = root.elements().stream().flatMap(e -> all(e, name));
        return root.name().equals(name) ? Stream.concat(Stream.of(root), below) : below;
    }
}
