package dev.eresident.core.signature;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.cert.X509Certificate;
import java.security.interfaces.RSAPrivateKey;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Date;
import java.util.HexFormat;
import java.util.List;
import java.util.function.UnaryOperator;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.ocsp.OCSPObjectIdentifiers;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.Extensions;
import org.bouncycastle.cert.jcajce.JcaX509CertificateHolder;
import org.bouncycastle.cert.ocsp.BasicOCSPRespBuilder;
import org.bouncycastle.cert.ocsp.CertificateID;
import org.bouncycastle.cert.ocsp.CertificateStatus;
import org.bouncycastle.cert.ocsp.OCSPException;
import org.bouncycastle.cert.ocsp.OCSPRespBuilder;
import org.bouncycastle.cert.ocsp.RespID;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.bc.BcDigestCalculatorProvider;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.jspecify.annotations.Nullable;

/**
 * Makes DDOC documents as text, independent of the SDK: everything signed is written in its canonical form, so that it can be hashed as it stands. A right one unless one thing is changed.
 * One use.
 */
final class DdocMaker {
    static final String DS = "http://www.w3.org/2000/09/xmldsig#";
    static final String DIGIDOC = "http://www.sk.ee/DigiDoc/v1.3.0#";
    static final String ETSI = "http://uri.etsi.org/01903/v1.1.1#";
    static final Instant CLAIMED = Instant.parse("2012-09-21T11:56:53Z");
    static final Instant ANSWERED = Instant.parse("2012-09-21T11:56:55Z");
    private static final String SHA1 = "<DigestMethod Algorithm=\"" + DS + "sha1\"></DigestMethod>";
    private static final String PREFIX = "3021300906052b0e03021a05000414";

    /** What of the document is edited before it is hashed or signed. */
    enum Part {
        DATA_FILES,
        PROPERTIES,
        SIGNED_INFO,
        UNSIGNED
    }

    private final DdocPki pki = DdocPki.shared();
    private final String version;
    private final List<String> files = new ArrayList<>();
    private final List<String> digests = new ArrayList<>();
    private final List<Edit> edits = new ArrayList<>();
    DdocPki.Holder signer = pki.signer;
    DdocPki.Holder keyOf = pki.signer;
    DdocPki.Holder aboutWhom = pki.signer;
    DdocPki.Holder responder = pki.responder;

    @Nullable CertificateStatus status = CertificateStatus.GOOD;

    Instant answered = ANSWERED;
    boolean wrappedNonce = true;
    byte @Nullable [] nonce;
    boolean withNonce = true;
    String prefix = PREFIX;

    private record Edit(Part part, UnaryOperator<String> edit) {}

    private DdocMaker(String version) {
        this.version = version;
    }

    static DdocMaker version(String version) {
        return new DdocMaker(version);
    }

    /** A 1.3 document with one file. */
    static DdocMaker usual() {
        return version("1.3").file("D0", "contract.txt", "I agree.");
    }

    DdocMaker file(String id, String name, String content) {
        String text =
                Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content.getBytes(StandardCharsets.UTF_8))
                        + "\n";
        String tag = "<DataFile" + fileNamespace() + " ContentType=\"EMBEDDED_BASE64\" Filename=\"" + name + "\" Id=\""
                + id + "\" MimeType=\"text/plain\" Size=\"" + content.length() + "\">";
        String element = tag + text + "</DataFile>";
        return raw(id, element, sha1(isSkXml() ? content : element));
    }

    /** A file that is not inside. */
    DdocMaker hashcode(String id, String name, String digest) {
        return raw(
                id,
                "<DataFile" + fileNamespace() + " ContentType=\"HASHCODE\" DigestType=\"sha1\" DigestValue=\"" + digest
                        + "\" Filename=\"" + name + "\" Id=\"" + id
                        + "\" MimeType=\"text/plain\" Size=\"8\"></DataFile>",
                digest);
    }

    /** Any element, with the digest that is signed for it. */
    DdocMaker raw(String id, String element, String digest) {
        files.add(element);
        digests.add(reference("#" + id, digest));
        if (isSkXml()) {
            digests.add(reference("#" + id + "-MIME", sha1("text/plain")));
        }
        return this;
    }

    /** Changes text before it is hashed, so that everything else fits the change. */
    DdocMaker edit(Part part, UnaryOperator<String> edit) {
        edits.add(new Edit(part, edit));
        return this;
    }

    DdocMaker edit(Part part, String from, String to) {
        return edit(part, text -> replaced(text, from, to));
    }

    static String replaced(String text, String from, String to) {
        if (!text.contains(from)) {
            throw new IllegalArgumentException("nothing to change: " + from);
        }
        return text.replace(from, to);
    }

    private String edited(Part part, String text) {
        String result = text;
        for (Edit edit : edits) {
            if (edit.part() == part) {
                result = edit.edit().apply(result);
            }
        }
        return result;
    }

    private boolean isSkXml() {
        return version.equals("1.0");
    }

    private boolean is13() {
        return version.equals("1.3");
    }

    private String fileNamespace() {
        return is13() ? " xmlns=\"" + DIGIDOC + "\"" : "";
    }

    private static String reference(String uri, String digest) {
        return "<Reference URI=\"" + uri + "\">" + SHA1 + "<DigestValue>" + digest + "</DigestValue></Reference>";
    }

    private String date(Instant at) {
        if (isSkXml()) {
            return DateTimeFormatter.ofPattern("yyyy.MM.dd'T'HH:mm:ss'-03:00'")
                    .withZone(ZoneId.of("Europe/Tallinn"))
                    .format(at);
        }
        return DateTimeFormatter.ofPattern(is13() ? "yyyy-MM-dd'T'HH:mm:ss'Z'" : "yyyy.MM.dd'T'HH:mm:ss'Z'")
                .withZone(ZoneOffset.UTC)
                .format(at);
    }

    private String issuerSerial(X509Certificate certificate) {
        if (!is13()) {
            return "<IssuerSerial>" + certificate.getSerialNumber() + "</IssuerSerial>";
        }
        return "<IssuerSerial><X509IssuerName xmlns=\"" + DS
                + "\">C=EE/O=AS Sertifitseerimiskeskus/CN=TEST of ESTEID-SK 2011</X509IssuerName><X509SerialNumber xmlns=\""
                + DS + "\">" + certificate.getSerialNumber() + "</X509SerialNumber></IssuerSerial>";
    }

    private String cert(DdocPki.Holder holder) {
        return "<Cert><CertDigest>" + SHA1 + "<DigestValue>" + sha1(holder.der()) + "</DigestValue></CertDigest>"
                + issuerSerial(holder.certificate()) + "</Cert>";
    }

    private String properties() {
        String start = isSkXml()
                ? "<SignedProperties Id=\"#S0-SignedProperties\" Target=\"#S0\">"
                : "<SignedProperties xmlns=\"" + (is13() ? ETSI : DS) + "\" Id=\"S0-SignedProperties\">";
        return edited(
                Part.PROPERTIES,
                start + "<SignedSignatureProperties><SigningTime>" + date(CLAIMED)
                        + "</SigningTime><SigningCertificate>"
                        + cert(signer)
                        + "</SigningCertificate><SignaturePolicyIdentifier><SignaturePolicyImplied></SignaturePolicyImplied>"
                        + "</SignaturePolicyIdentifier><SignatureProductionPlace><City>Tallinn</City>"
                        + "</SignatureProductionPlace></SignedSignatureProperties>"
                        + "<SignedDataObjectProperties></SignedDataObjectProperties></SignedProperties>");
    }

    String build() {
        String properties = properties();
        String info = "<SignedInfo" + (isSkXml() ? "" : " xmlns=\"" + DS + "\"")
                + "><CanonicalizationMethod Algorithm=\"http://www.w3.org/TR/2001/REC-xml-c14n-20010315\">"
                + "</CanonicalizationMethod><SignatureMethod Algorithm=\"" + DS + "rsa-sha1\"></SignatureMethod>"
                + String.join("", digests)
                + reference("#S0-SignedProperties", sha1(properties))
                + "</SignedInfo>";
        info = edited(Part.SIGNED_INFO, info);
        byte[] value = sign(info);
        byte[] answer = answer(value);
        String unsigned = edited(
                Part.UNSIGNED,
                "<UnsignedProperties><UnsignedSignatureProperties><CompleteCertificateRefs><CertRefs>" + cert(responder)
                        + "</CertRefs></CompleteCertificateRefs><CompleteRevocationRefs><OCSPRefs><OCSPRef>"
                        + "<OCSPIdentifier URI=\"#N0\"><ResponderID>x</ResponderID><ProducedAt>" + date(answered)
                        + "</ProducedAt></OCSPIdentifier><DigestAlgAndValue>" + SHA1 + "<DigestValue>" + sha1(answer)
                        + "</DigestValue></DigestAlgAndValue></OCSPRef></OCSPRefs></CompleteRevocationRefs>"
                        + "<CertificateValues><EncapsulatedX509Certificate Id=\"S0-RESPONDER_CERT\">"
                        + base64(responder.der()) + "</EncapsulatedX509Certificate></CertificateValues>"
                        + "<RevocationValues><OCSPValues><EncapsulatedOCSPValue Id=\"N0\">" + base64(answer)
                        + "</EncapsulatedOCSPValue></OCSPValues></RevocationValues></UnsignedSignatureProperties>"
                        + "</UnsignedProperties>");
        String data = edited(Part.DATA_FILES, String.join("\n", files));
        return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<SignedDoc format=\""
                + (isSkXml() ? "SK-XML" : "DIGIDOC-XML")
                + "\" version=\"" + version + "\"" + fileNamespace() + ">\n" + data + "\n<Signature Id=\"S0\" xmlns=\""
                + DS + "\">\n" + info + "<SignatureValue Id=\"S0-SIG\">" + base64(value)
                + "</SignatureValue>\n<KeyInfo>\n<X509Data><X509Certificate>" + base64(signer.der())
                + "</X509Certificate></X509Data></KeyInfo>\n<Object><QualifyingProperties"
                + (is13() ? " xmlns=\"" + ETSI + "\" Target=\"#S0\"" : "") + ">" + properties + unsigned
                + "</QualifyingProperties></Object>\n</Signature>\n</SignedDoc>\n";
    }

    /** PKCS#1 v1.5 by hand, because some tests write the prefix wrongly. */
    private byte[] sign(String signed) {
        byte[] info = HexFormat.of().parseHex(prefix + HexFormat.of().formatHex(digest(utf8(signed))));
        byte[] block = new byte[256];
        Arrays.fill(block, (byte) 0xff);
        block[0] = 0;
        block[1] = 1;
        block[block.length - info.length - 1] = 0;
        System.arraycopy(info, 0, block, block.length - info.length, info.length);
        RSAPrivateKey key = (RSAPrivateKey) keyOf.keys.getPrivate();
        byte[] value = new BigInteger(1, block)
                .modPow(key.getPrivateExponent(), key.getModulus())
                .toByteArray();
        byte[] fixed = new byte[256];
        int length = Math.min(value.length, 256);
        System.arraycopy(value, value.length - length, fixed, 256 - length, length);
        return fixed;
    }

    private byte[] answer(byte[] value) {
        try {
            BcDigestCalculatorProvider digests = new BcDigestCalculatorProvider();
            BasicOCSPRespBuilder builder = new BasicOCSPRespBuilder(
                    new RespID(new JcaX509CertificateHolder(responder.certificate()).getSubject()));
            builder.addResponse(
                    new CertificateID(
                            digests.get(CertificateID.HASH_SHA1),
                            new JcaX509CertificateHolder(pki.authority.certificate()),
                            aboutWhom.certificate().getSerialNumber()),
                    status,
                    Date.from(answered),
                    null,
                    null);
            if (withNonce) {
                byte[] bare = nonce == null ? digest(value) : nonce;
                byte[] content = wrappedNonce ? new DEROctetString(bare).getEncoded() : bare;
                builder.setResponseExtensions(
                        new Extensions(new Extension(OCSPObjectIdentifiers.id_pkix_ocsp_nonce, false, content)));
            }
            return new OCSPRespBuilder()
                    .build(
                            OCSPRespBuilder.SUCCESSFUL,
                            builder.build(
                                    new JcaContentSignerBuilder("SHA1withRSA").build(responder.keys.getPrivate()),
                                    null,
                                    Date.from(answered)))
                    .getEncoded();
        } catch (IOException | GeneralSecurityException | OCSPException | OperatorCreationException e) {
            throw new IllegalStateException(e);
        }
    }

    static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    static String sha1(String text) {
        return sha1(utf8(text));
    }

    static String sha1(byte[] bytes) {
        return base64(digest(bytes));
    }

    static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }

    private static byte[] digest(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-1").digest(bytes);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
