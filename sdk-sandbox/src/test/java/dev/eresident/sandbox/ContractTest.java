package dev.eresident.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eresident.sandbox.card.CardProfile;
import dev.eresident.sandbox.contract.ContainerBuilder;
import dev.eresident.sandbox.contract.Level;
import dev.eresident.sandbox.contract.Tamper;
import dev.eresident.sandbox.junit.SandboxExtension;
import dev.eresident.sandbox.xml.SandboxXml;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import javax.xml.crypto.OctetStreamData;
import javax.xml.crypto.URIDereferencer;
import javax.xml.crypto.dsig.XMLSignatureFactory;
import javax.xml.crypto.dsig.dom.DOMValidateContext;
import javax.xml.parsers.DocumentBuilderFactory;
import org.bouncycastle.cert.ocsp.BasicOCSPResp;
import org.bouncycastle.cert.ocsp.OCSPResp;
import org.bouncycastle.cms.CMSSignedData;
import org.bouncycastle.tsp.TimeStampToken;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

/** The containers of the sandbox as the JDK's XML signature and BouncyCastle judge them. */
@ExtendWith(SandboxExtension.class)
class ContractTest {
    private static final byte[] TEXT = "Leping".getBytes(StandardCharsets.UTF_8);

    @ParameterizedTest
    @EnumSource(
            value = CardProfile.class,
            names = {"E_RESIDENT_2018", "E_RESIDENT_2025", "E_RESIDENT_LEGACY"})
    void whenACardOfAnyGenerationSigns_thenTheJdkVerifiesEverySignature(CardProfile profile, Sandbox sandbox)
            throws Exception {
        byte[] container = container(sandbox)
                .file("lepingu lisa+õ.txt", "text/plain", TEXT)
                .signedBy(sandbox.card(profile))
                .signedBy(sandbox.citizen())
                .build();

        Map<String, byte[]> entries = unzip(container);
        assertThat(entries.keySet().iterator().next()).isEqualTo("mimetype");
        assertThat(new String(container, 38, 31, StandardCharsets.US_ASCII))
                .isEqualTo("application/vnd.etsi.asic-e+zip");
        assertThat(isValid(entries, "META-INF/signatures0.xml")).isTrue();
        assertThat(isValid(entries, "META-INF/signatures1.xml")).isTrue();
    }

    @Test
    void whenTheLevelIsLt_thenTheTimeStampCoversTheValueAndTheOcspAnswerFollows(Sandbox sandbox) throws Exception {
        Map<String, byte[]> entries =
                unzip(container(sandbox).signedBy(sandbox.eResident()).build());
        Document document = parse(entries, "META-INF/signatures0.xml");

        TimeStampToken token =
                new TimeStampToken(new CMSSignedData(base64(SandboxXml.only(document, "EncapsulatedTimeStamp"))));
        byte[] covered = SandboxXml.canonical(SandboxXml.only(document, "SignatureValue"));
        assertThat(token.getTimeStampInfo().getMessageImprintDigest())
                .isEqualTo(MessageDigest.getInstance("SHA-256").digest(covered));
        BasicOCSPResp ocsp = (BasicOCSPResp)
                new OCSPResp(base64(SandboxXml.only(document, "EncapsulatedOCSPValue"))).getResponseObject();
        assertThat(ocsp.getProducedAt())
                .isAfterOrEqualTo(token.getTimeStampInfo().getGenTime());
        assertThat(ocsp.getResponses()[0].getCertStatus()).isNull();
        assertThat(ocsp.getResponses()[0].getCertID().getSerialNumber())
                .isEqualTo(sandbox.eResident().signingCertificate().getSerialNumber());
    }

    @ParameterizedTest
    @EnumSource(Level.class)
    void whenALevelIsAskedFor_thenTheEvidenceStopsThere(Level level, Sandbox sandbox) throws Exception {
        Map<String, byte[]> entries = unzip(
                container(sandbox).signedBy(sandbox.eResident()).level(level).build());
        Document document = parse(entries, "META-INF/signatures0.xml");

        assertThat(isValid(entries, "META-INF/signatures0.xml")).isTrue();
        assertThat(document.getElementsByTagNameNS("*", "SignatureTimeStamp").getLength())
                .isEqualTo(level == Level.B ? 0 : 1);
        assertThat(document.getElementsByTagNameNS("*", "RevocationValues").getLength())
                .isEqualTo(level == Level.LT ? 1 : 0);
    }

    @ParameterizedTest
    @EnumSource(
            value = Tamper.class,
            mode = EnumSource.Mode.EXCLUDE,
            names = {"DOCTYPE", "DUPLICATE_ENTRY"})
    void whenSomethingIsTamperedWith_thenOnlyTheRightThingsBreakTheXmlSignature(Tamper tamper, Sandbox sandbox)
            throws Exception {
        Set<Tamper> breaking = EnumSet.of(
                Tamper.DATA_FILE_CHANGED,
                Tamper.SIGNATURE_VALUE_FLIPPED,
                Tamper.SIGNED_PROPERTIES_CHANGED,
                Tamper.KEY_INFO_OF_OTHER_CERTIFICATE);

        byte[] container = container(sandbox)
                .file("second.txt", "text/plain", TEXT)
                .signedBy(sandbox.eResident())
                .tamper(tamper)
                .build();

        assertThat(isValid(unzip(container), "META-INF/signatures0.xml")).isEqualTo(!breaking.contains(tamper));
        assertThat(container)
                .isNotEqualTo(container(sandbox)
                        .file("second.txt", "text/plain", TEXT)
                        .signedBy(sandbox.eResident())
                        .build());
    }

    private static ContainerBuilder container(Sandbox sandbox) {
        return sandbox.contracts().container().file("leping.txt", "text/plain", TEXT);
    }

    private static boolean isValid(Map<String, byte[]> entries, String name) throws Exception {
        Document document = parse(entries, name);
        ((Element) document.getElementsByTagNameNS("*", "SignedProperties").item(0)).setIdAttribute("Id", true);
        XMLSignatureFactory factory = XMLSignatureFactory.getInstance("DOM");
        URIDereferencer standard = factory.getURIDereferencer();
        byte[] certificate = base64((Element)
                document.getElementsByTagNameNS("*", "X509Certificate").item(0));
        DOMValidateContext context = new DOMValidateContext(
                java.security.cert.CertificateFactory.getInstance("X.509")
                        .generateCertificate(new ByteArrayInputStream(certificate))
                        .getPublicKey(),
                document.getElementsByTagNameNS("*", "Signature").item(0));
        context.setURIDereferencer((reference, where) -> {
            String uri = reference.getURI();
            return uri.startsWith("#")
                    ? standard.dereference(reference, where)
                    : new OctetStreamData(
                            new ByteArrayInputStream(entries.get(URLDecoder.decode(uri, StandardCharsets.UTF_8))));
        });
        try {
            return factory.unmarshalXMLSignature(context).validate(context);
        } catch (javax.xml.crypto.dsig.XMLSignatureException e) {
            return false;
        }
    }

    private static Map<String, byte[]> unzip(byte[] container) throws IOException {
        Map<String, byte[]> entries = new LinkedHashMap<>();
        try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(container))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                entries.put(entry.getName(), zip.readAllBytes());
            }
        }
        return entries;
    }

    private static Document parse(Map<String, byte[]> entries, String name) throws Exception {
        byte[] xml = Objects.requireNonNull(entries.get(name), name);
        DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
        factory.setNamespaceAware(true);
        return factory.newDocumentBuilder().parse(new ByteArrayInputStream(xml));
    }

    private static byte[] base64(Element element) {
        return Base64.getDecoder().decode(element.getTextContent());
    }
}
