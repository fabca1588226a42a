package dev.eresident.core.trust;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.eresident.core.TrustException;
import dev.eresident.core.certificate.Certificate;
import dev.eresident.core.testing.Corpus;
import dev.eresident.core.trust.TrustService.StatusPeriod;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Real lists, compared with what another program read from them. */
class TrustedListCorpusTest {
    private static final String TRUST = "signatures/trust/";

    /** When the certificate was issued that signed the container which the altered lists belong to. */
    private static final Instant ISSUED = Instant.parse("2013-04-23T12:00:00Z");

    /** When that container was signed. */
    private static final Instant SIGNED = Instant.parse("2016-11-28T12:00:00Z");

    private static final Map<String, String> TYPES = Map.of(
            "CA_QC", "CA/QC",
            "CA_PKC", "CA/PKC",
            "OCSP_QC", "OCSP/QC",
            "OCSP", "OCSP",
            "TSA_QTST", "TSA/QTST",
            "TSA", "TSA");

    private static String typeName(ServiceType type) {
        return Objects.requireNonNull(TYPES.get(type.name()));
    }

    private static TrustedList parse(String name) {
        return TrustedList.parse(Corpus.read(TRUST + name), name);
    }

    private static List<Certificate> signers(String name) {
        return Certificate.readAll(Corpus.read(TRUST + name));
    }

    private static String line(String type, String status, Instant from, List<String> certificates) {
        return type + " " + status.substring(status.lastIndexOf('/') + 1) + " " + from + " "
                + certificates.stream().sorted().toList();
    }

    private static List<String> lines(TrustedList list) {
        return list.services().stream()
                .filter(s -> s.type() != ServiceType.OTHER)
                .map(s -> line(
                        typeName(s.type()),
                        s.history().get(0).statusUri(),
                        s.history().get(0).from(),
                        s.certificates().stream().map(c -> c.sha256().hex()).toList()))
                .sorted()
                .toList();
    }

    private static String line(JsonNode service) {
        List<String> certificates = new ArrayList<>();
        for (JsonNode der : service.get("certs")) {
            certificates.add(Certificate.read(Base64.getDecoder().decode(der.asText()))
                    .sha256()
                    .hex());
        }
        return line(
                service.get("type").asText().replace("Certstatus/", ""),
                service.get("status").asText(),
                Instant.parse(service.get("start").asText()),
                certificates.stream().distinct().toList());
    }

    @ParameterizedTest
    @CsvSource({"test/EE_T.xml, test/services.json, 29, 32", "live/EE.xml, live/services.json, 54, 56"})
    void whenEstonianListIsRead_thenServicesAreThoseOfTheOtherProgram(
            String list, String expected, int services, int certificates) throws IOException {
        TrustedList read = parse(list);
        List<String> theirs = new ArrayList<>();
        for (JsonNode service : new ObjectMapper().readTree(Corpus.read(TRUST + expected))) {
            theirs.add(line(service));
        }

        assertThat(lines(read)).isEqualTo(theirs.stream().sorted().toList()).hasSize(services);
        assertThat(read.services().stream()
                        .flatMap(s -> s.certificates().stream())
                        .distinct())
                .hasSize(certificates);
        assertThat(read.unreadableCertificates()).isZero();
    }

    @Test
    void whenTestListIsRead_thenHistoryIsThatOfTheOtherProgram() throws IOException {
        List<String> ours = new ArrayList<>();
        for (TrustService service : parse("test/EE_T.xml").services()) {
            for (StatusPeriod p : service.history().subList(1, service.history().size())) {
                ours.add(line(typeName(p.type()), p.statusUri(), p.from(), List.of()));
            }
        }
        List<String> theirs = new ArrayList<>();
        for (JsonNode service : new ObjectMapper().readTree(Corpus.read(TRUST + "test/services.json"))) {
            for (JsonNode p : service.get("history")) {
                theirs.add(line(
                        p.get("type").asText().replace("Certstatus/", ""),
                        p.get("status").asText(),
                        Instant.parse(p.get("start").asText()),
                        List.of()));
            }
        }

        assertThat(ours).isNotEmpty().containsExactlyInAnyOrderElementsOf(theirs);
    }

    static Stream<Path> europeanLists() throws IOException {
        try (Stream<Path> files = Files.list(Corpus.folder(TRUST + "eu/lists"))) {
            return files.sorted().toList().stream();
        }
    }

    @ParameterizedTest
    @MethodSource("europeanLists")
    void whenEuropeanListIsRead_thenNothingIsLost(Path file) throws IOException {
        TrustedList list =
                TrustedList.parse(Files.readAllBytes(file), file.getFileName().toString());

        assertThat(list.unreadableCertificates()).isZero();
        if (!list.territory().equals("EU")) {
            assertThat(list.services()).isNotEmpty();
        }
    }

    @Test
    void whenAllEuropeanListsAreRead_thenServicesAreThoseOfTheOtherProgram() throws IOException {
        Map<String, List<String>> theirs = new TreeMap<>();
        byte[] json = new GZIPInputStream(new ByteArrayInputStream(Corpus.read(TRUST + "eu/services.json.gz")))
                .readAllBytes();
        for (JsonNode service : new ObjectMapper().readTree(json)) {
            if (TYPES.containsValue(service.get("type").asText().replace("Certstatus/", ""))) {
                theirs.computeIfAbsent(service.get("list").asText(), k -> new ArrayList<>())
                        .add(line(service));
            }
        }
        assertThat(theirs).hasSizeGreaterThan(25);

        for (Path file : europeanLists().toList()) {
            String name = file.getFileName().toString().replace(".xml.gz", "_xml");
            List<String> expected = theirs.getOrDefault(name, theirs.get(name.replace("_xml", "")));
            if (expected != null) {
                TrustedList list = TrustedList.parse(Files.readAllBytes(file), name);
                assertThat(lines(list))
                        .as(name)
                        .isEqualTo(expected.stream().sorted().toList());
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "CA-granted-later, CA, false",
        "CA-invalid-type, CA, false",
        "CA-non-qa, CA, false",
        "CA-noqscd-granted-before, CA, true",
        "CA-noqscd-granted-later, CA, false",
        "CA-withdrawn, CA, false",
        "CA-withdrawn-granted-before, CA, true",
        "CA-withdrawn-granted-later, CA, false",
        "OCSP-granted-later, OCSP, false",
        "OCSP-invalid-type, OCSP, false",
        "OCSP-noqscd-granted-before, OCSP, true",
        "OCSP-noqscd-granted-later, OCSP, false",
        "OCSP-withdrawn, OCSP, false",
        "OCSP-withdrawn-granted-before, OCSP, true",
        "OCSP-withdrawn-granted-later, OCSP, false",
        "TSA-granted-later, TSA, false",
        "TSA-invalid-type, TSA, false",
        "TSA-noqscd-granted-before, TSA, true",
        "TSA-noqscd-granted-later, TSA, false",
        "TSA-withdrawn, TSA, false",
        "TSA-withdrawn-granted-before, TSA, true",
        "TSA-withdrawn-granted-later, TSA, false",
    })
    void whenListWasAltered_thenStatusAtSigningTimeIsAsItsNameSays(String variant, String role, boolean good) {
        ServiceType type =
                role.equals("CA") ? ServiceType.CA_QC : role.equals("TSA") ? ServiceType.TSA_QTST : ServiceType.OCSP_QC;
        TrustedList altered = parse("test/variants/EE_T-" + variant + ".xml.gz");

        assertThat(active(altered, type))
                .as(variant)
                .isEqualTo(active(parse("test/variants/EE_T-no_QCSD.xml.gz"), type) - (good ? 0 : 1));
    }

    /** How many services could vouch at signing time. */
    private static long active(TrustedList list, ServiceType type) {
        return list.services().stream()
                .filter(s -> s.activeAs(Set.of(type), SIGNED))
                .filter(s -> type != ServiceType.CA_QC || s.activeAs(Set.of(type), ISSUED))
                .count();
    }

    @Test
    void whenTestListIsVerifiedByItsSigner_thenSameServicesAsParsed() {
        TrustedList verified = TrustedList.verify(
                Corpus.read(TRUST + "test/EE_T.xml"), "EE_T.xml", signers("test/trusted-test-tsl.crt"));

        assertThat(verified.services()).isEqualTo(parse("test/EE_T.xml").services());
        assertThat(verified.signerChecked()).isTrue();
    }

    @Test
    void whenTestListIsVerifiedByAnother_thenRefused() {
        assertThatThrownBy(() ->
                        TrustedList.verify(Corpus.read(TRUST + "test/EE_T.xml"), "EE_T.xml", signers("test/ca.pem")))
                .isInstanceOf(TrustException.class)
                .hasMessageContaining("somebody else");
    }

    @Test
    void whenOneByteOfAServiceCertificateIsFlipped_thenRefused() {
        String list = new String(Corpus.read(TRUST + "test/EE_T.xml"), StandardCharsets.UTF_8);
        int at = list.indexOf("<X509Certificate>", list.indexOf("<TSPService>")) + 300;
        String flipped = list.substring(0, at) + (list.charAt(at) == 'A' ? 'B' : 'A') + list.substring(at + 1);

        assertThatThrownBy(() -> TrustedList.verify(
                        flipped.getBytes(StandardCharsets.UTF_8), "EE_T.xml", signers("test/trusted-test-tsl.crt")))
                .isInstanceOf(TrustException.class)
                .hasMessageContaining("changed after signing");
    }

    @ParameterizedTest
    @MethodSource("europeanLists")
    void whenEuropeanListIsVerifiedByTheSignerItNames_thenAccepted(Path file) throws IOException {
        byte[] list = Files.readAllBytes(file);
        byte[] plain = ListBytes.inflate(list, "list");
        String xml = new String(plain, StandardCharsets.UTF_8);
        int keyInfo = xml.lastIndexOf("X509Certificate>", xml.lastIndexOf("KeyInfo>"));
        int start = xml.lastIndexOf("X509Certificate>", keyInfo - 1) + "X509Certificate>".length();
        Certificate signer = Certificate.read(Base64.getMimeDecoder()
                .decode(xml.substring(start, xml.indexOf('<', start)).replace("&#13;", "")));

        assertThat(TrustedList.verify(list, file.getFileName().toString(), List.of(signer))
                        .services())
                .isEqualTo(TrustedList.parse(list, "list").services());
    }

    @Test
    void whenFolderOfTheTestSetIsLoaded_thenListAndBundlesTogether() {
        TrustAnchors anchors = TrustAnchors.load(Corpus.folder(TRUST + "test"));

        assertThat(anchors.services()).hasSizeBetween(29, 31);
        assertThat(anchors.warnings(Instant.parse("2026-11-22T12:00:00Z")))
                .extracting(TrustAnchors.TrustWarning::code)
                .containsOnly("TRUST_LIST_SIGNER_NOT_CHECKED");
    }
}
