package dev.eresident.sandbox.lists;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eresident.sandbox.Sandbox;
import dev.eresident.sandbox.fault.TransportFault;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.cert.X509Certificate;
import java.util.zip.GZIPOutputStream;
import javax.xml.crypto.dsig.XMLSignatureFactory;
import javax.xml.crypto.dsig.dom.DOMValidateContext;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

/** The list servers, looked at with the JDK's own HTTP and XML. */
class ListServiceTest {
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private static Sandbox sandbox;

    @BeforeAll
    static void start() {
        sandbox = Sandbox.start();
    }

    @AfterAll
    static void stop() {
        sandbox.close();
    }

    @BeforeEach
    void reset() {
        sandbox.lists().reset();
    }

    private static HttpResponse<byte[]> get(String name, String... headers) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(sandbox.lists().uri(name));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return HTTP.send(request.build(), BodyHandlers.ofByteArray());
    }

    private static boolean verifies(byte[] list, X509Certificate signer) throws Exception {
        DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
        factory.setNamespaceAware(true);
        Document document = factory.newDocumentBuilder().parse(new ByteArrayInputStream(list));
        ((Element) document.getElementsByTagNameNS("*", "SignedProperties").item(0)).setIdAttribute("Id", true);
        DOMValidateContext context = new DOMValidateContext(
                signer.getPublicKey(),
                document.getElementsByTagNameNS("*", "Signature").item(0));
        return XMLSignatureFactory.getInstance("DOM")
                .unmarshalXMLSignature(context)
                .validate(context);
    }

    @Test
    void whenListsAreFetched_thenTheJdkVerifiesThem() throws Exception {
        assertThat(verifies(
                        get(ListService.LIST_OF_LISTS).body(),
                        sandbox.lists().signer().certificate()))
                .isTrue();
        assertThat(verifies(
                        get("lv.xml").body(), sandbox.pki().listOperator("LV").certificate()))
                .isTrue();
        assertThat(verifies(get("ee.xml").body(), sandbox.pki().schemeOperator().certificate()))
                .isTrue();
    }

    @Test
    void whenTheSignerIsChanged_thenTheOldOneSignedThePivotAndTheNewOneTheList() throws Exception {
        X509Certificate before = sandbox.lists().signer().certificate();
        String pivot = sandbox.lists().rotateSigner();
        X509Certificate now = sandbox.lists().signer().certificate();

        assertThat(now).isNotEqualTo(before);
        assertThat(verifies(get(pivot).body(), before)).isTrue();
        assertThat(verifies(get(ListService.LIST_OF_LISTS).body(), now)).isTrue();
        assertThat(new String(get(ListService.LIST_OF_LISTS).body(), StandardCharsets.UTF_8))
                .contains(sandbox.lists().uri(pivot).toString());
        assertThat(get(ListService.SIGNER).body()).isEqualTo(now.getEncoded());
    }

    @Test
    void whenTheValidatorsAreSentBack_then304UntilTheListChanges() throws Exception {
        HttpResponse<byte[]> first = get("lv.xml");
        String etag = first.headers().firstValue("etag").orElseThrow();
        String modified = first.headers().firstValue("last-modified").orElseThrow();

        assertThat(get("lv.xml", "If-None-Match", etag).statusCode()).isEqualTo(304);
        assertThat(get("lv.xml", "If-Modified-Since", modified).statusCode()).isEqualTo(304);
        sandbox.lists().publish("lv.xml", sandbox.lists().spec("lv.xml").sequence(4));
        assertThat(get("lv.xml", "If-None-Match", etag).statusCode()).isEqualTo(200);
    }

    @Test
    void whenValidatorsAreNotSent_thenTheDigestFileIsThere() throws Exception {
        sandbox.lists().sendValidators(false);
        HttpResponse<byte[]> list = get("lv.xml");

        assertThat(list.headers().firstValue("etag")).isEmpty();
        assertThat(get("lv.sha2").body())
                .isEqualTo(MessageDigest.getInstance("SHA-256").digest(list.body()));
    }

    @Test
    void whenAFolderIsPublished_thenItsFilesAreServedUnpacked(@TempDir Path folder) throws Exception {
        byte[] content = "<a/>".getBytes(StandardCharsets.UTF_8);
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            gzip.write(content);
        }
        Files.write(folder.resolve("one.xml.gz"), packed.toByteArray());
        Files.write(folder.resolve("two.xml"), content);

        sandbox.lists().publishFolder(folder);

        assertThat(get("one.xml").body()).isEqualTo(content);
        assertThat(get("two.xml").body()).isEqualTo(content);
        assertThat(get("three.xml").statusCode()).isEqualTo(404);
    }

    @ParameterizedTest
    @EnumSource(ListFault.class)
    void whenAFaultIsScripted_thenOnlyThatListIsAnotherOneUntilItIsHealed(ListFault fault) throws Exception {
        byte[] right = get("lv.xml").body();
        byte[] neighbour = get("ee.xml").body();
        sandbox.lists().misbehave("lv.xml", fault);

        assertThat(get("lv.xml").body()).isNotEqualTo(right);
        assertThat(get("ee.xml").body()).isEqualTo(neighbour);
        sandbox.lists().heal();
        assertThat(get("lv.xml").body()).isEqualTo(right);
    }

    @Test
    void whenOneServerFails_thenTheOthersDoNot() throws Exception {
        sandbox.lists().server("lv.xml").fail(TransportFault.HTTP_503);

        assertThat(get("lv.xml").statusCode()).isEqualTo(503);
        assertThat(get("ee.xml").statusCode()).isEqualTo(200);
    }
}
