package dev.eresident.core.signature.ddoc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eresident.core.Bytes;
import dev.eresident.core.internal.crypto.DigestAlgorithm;
import dev.eresident.core.internal.xml.Canonicalization;
import dev.eresident.core.internal.xml.XmlElement;
import dev.eresident.core.internal.xml.XmlLimits;
import dev.eresident.core.internal.xml.XmlReading;
import dev.eresident.core.testing.Corpus;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A data file that streams by has the digest of its canonical element. */
class DataFileTextTest {
    private static final XmlReading READING = new XmlReading(DdocReader.LIMITS);
    private static final XmlReading TREES = new XmlReading(XmlLimits.SIGNATURE);

    private static DdocDocument read(byte[] document) {
        try {
            return DdocReader.read(new ByteArrayInputStream(document), READING);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void assertSameDigests(byte[] document) {
        List<DdocFile> files = read(document).files();
        List<XmlElement> elements = TREES.read(document).elements().stream()
                .filter(e -> e.name().equals("DataFile"))
                .toList();
        assertThat(files).hasSameSizeAs(elements);
        for (int i = 0; i < files.size(); i++) {
            if (!files.get(i).hashcode()) {
                byte[] canonical = Canonicalization.INCLUSIVE.apply(elements.get(i));
                assertThat(files.get(i).digests().get(0).digest())
                        .isEqualTo(Bytes.of(DigestAlgorithm.SHA1.digest(canonical)));
                assertThat(files.get(i).digests().get(0).quirk()).isEmpty();
            }
        }
    }

    static Stream<String> documents() {
        return IntStream.range(0, 200).mapToObj(DataFileTextTest::generate);
    }

    /** Attributes in any order and namespace, and Base64 with any white space. */
    private static String generate(int seed) {
        Random random = new Random(seed);
        List<String> values = List.of("a", "&lt;&amp;&quot;>&apos;", "õ€😀", " two  spaces ", "&#9;&#10;&#13;", "");
        StringBuilder out = new StringBuilder("<SignedDoc format='DIGIDOC-XML' version='1.3'");
        if (random.nextBoolean()) {
            out.append(" xmlns='").append(DdocVersion.DIGIDOC).append("'");
        }
        if (random.nextBoolean()) {
            out.append(" xmlns:p='urn:p' p:x='1' xml:lang='et'");
        }
        out.append(">\r\n");
        for (int file = 0; file <= random.nextInt(3); file++) {
            out.append("<DataFile Size='1' ContentType=\"EMBEDDED_BASE64\"");
            if (random.nextBoolean()) {
                out.append(" xmlns=\"").append(DdocVersion.DIGIDOC).append("\"");
            }
            if (random.nextBoolean()) {
                out.append(" xmlns:q='urn:q' q:Z='")
                        .append(pick(values, random))
                        .append("'");
            }
            out.append(" Id='D")
                    .append(file)
                    .append("' Filename='")
                    .append(pick(values, random))
                    .append("'>");
            byte[] content = new byte[random.nextInt(20_000)];
            random.nextBytes(content);
            String base64 = Base64.getMimeEncoder(
                            64,
                            pick(List.of("\n", "\r\n", " \t", "&#xD;\n"), random)
                                    .replace("&#xD;", "\r")
                                    .getBytes(StandardCharsets.US_ASCII))
                    .encodeToString(content);
            out.append(random.nextInt(4) == 0 ? base64.replace("\r", "&#13;") : base64)
                    .append("</DataFile>\n");
        }
        return out.append("</SignedDoc>").toString();
    }

    private static <T> T pick(List<T> list, Random random) {
        return list.get(random.nextInt(list.size()));
    }

    @ParameterizedTest
    @MethodSource("documents")
    void whenAFileStreamsBy_thenItsDigestIsThatOfTheCanonicalElement(String document) {
        assertSameDigests(document.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void whenFilesAreReal_thenTheirDigestsAreThoseOfTheCanonicalElements() throws IOException {
        int compared = 0;
        try (Stream<Path> all = Files.list(Corpus.folder("signatures/files"))) {
            for (Path file :
                    all.filter(f -> f.toString().endsWith("ddoc")).sorted().toList()) {
                String text = Files.readString(file, StandardCharsets.ISO_8859_1);
                if (text.startsWith("<?xml") && text.contains("version=\"1.3\"") && !text.contains("EMBEDDED\"")) {
                    assertSameDigests(Files.readAllBytes(file));
                    compared++;
                }
            }
        }
        assertThat(compared).isGreaterThanOrEqualTo(15);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 3070, 3071, 3072, 3073, 6144, 100_000})
    void whenDecoded_thenSizeAndDigestAreThoseOfTheContent(int size) {
        byte[] content = new byte[size];
        new Random(size).nextBytes(content);
        var digest = DigestAlgorithm.SHA1.newDigest();
        Base64Text text = new Base64Text(digest);
        char[] encoded = Base64.getMimeEncoder().encodeToString(content).toCharArray();
        for (int from = 0; from < encoded.length; from += 7) {
            text.accept(encoded, from, Math.min(7, encoded.length - from));
        }
        text.end();

        assertThat(text.isMalformed()).isFalse();
        assertThat(text.isBlank()).isEqualTo(size == 0);
        assertThat(text.size()).isEqualTo(size);
        assertThat(digest.digest()).isEqualTo(DigestAlgorithm.SHA1.digest(content));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "e",
                "eA",
                "eA=",
                "eAB",
                "eA===",
                "=",
                "====",
                "eA==eA==",
                "e=A=",
                "e-A=",
                "eA==\u00a0",
                "e\u0130A="
            })
    void whenNotBase64_thenMalformed(String bad) {
        Base64Text text = new Base64Text(null);
        text.accept(bad.toCharArray(), 0, bad.length());
        text.end();

        assertThat(text.isMalformed()).isTrue();
    }
}
