package dev.eresident.core.internal.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.eresident.core.CryptoChoice;
import dev.eresident.core.internal.crypto.SignatureVerifier.EcdsaFormat;
import dev.eresident.core.testing.Corpus;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.stream.Stream;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Runs Project Wycheproof's vectors under each choice of provider, over the data and over its digest. */
class WycheproofTest {
    private static final String FOLDER = "crypto";

    static Stream<Arguments> filesAndChoices() throws IOException {
        List<Arguments> arguments = new ArrayList<>();
        for (Path file : files()) {
            String name = file.getFileName().toString();
            arguments.add(Arguments.of(name, "standard", CryptoChoice.standard()));
            arguments.add(Arguments.of(name, "jdk", CryptoChoice.jdk()));
            arguments.add(Arguments.of(name, "BouncyCastle", CryptoChoice.provider(new BouncyCastleProvider())));
        }
        return arguments.stream();
    }

    private static List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(Corpus.folder(FOLDER))) {
            return files.filter(file -> file.toString().endsWith(".json"))
                    .sorted()
                    .toList();
        }
    }

    @Test
    void whenCorpusIsThere_thenAllFilesAreRun() throws IOException {
        assertThat(files()).hasSize(11);
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("filesAndChoices")
    void whenVectorsAreRun_thenValidIsAcceptedAndInvalidIsRefused(String file, String name, CryptoChoice choice)
            throws IOException, GeneralSecurityException {
        SignatureVerifier verifier = SignatureVerifier.of(choice);
        Set<String> acceptable = acceptable();
        List<String> wrong = new ArrayList<>();
        int count = 0;
        for (JsonNode group :
                new ObjectMapper().readTree(Corpus.read(FOLDER + "/" + file)).get("testGroups")) {
            PublicKey key = key(group);
            SignatureAlgorithm algorithm = algorithm(group);
            EcdsaFormat format =
                    group.get("type").asText().equals("EcdsaP1363Verify") ? EcdsaFormat.P1363 : EcdsaFormat.DER;
            for (JsonNode test : group.get("tests")) {
                byte[] data = HexFormat.of().parseHex(test.get("msg").asText());
                byte[] signature = HexFormat.of().parseHex(test.get("sig").asText());
                boolean overData = verifier.verify(algorithm, format, key, data, signature);
                boolean overDigest = verifier.verifyDigest(
                        algorithm, format, key, algorithm.digest().digest(data), signature);
                String id = file + "#" + test.get("tcId").asInt();
                String result = test.get("result").asText();
                if (result.equals("acceptable")) {
                    assertThat(acceptable).contains(id);
                } else if (overData != result.equals("valid") || overDigest != result.equals("valid")) {
                    wrong.add(id + " " + result + " data=" + overData + " digest=" + overDigest + " "
                            + test.get("comment").asText());
                }
                count++;
            }
        }
        assertThat(wrong).isEmpty();
        assertThat(count).isGreaterThan(50);
    }

    @Test
    void whenMissingNullIsAcceptable_thenEveryChoiceSaysTheSame() throws IOException, GeneralSecurityException {
        for (String id : acceptable()) {
            String[] parts = id.split("#", -1);
            for (JsonNode group : new ObjectMapper()
                    .readTree(Corpus.read(FOLDER + "/" + parts[0]))
                    .get("testGroups")) {
                for (JsonNode test : group.get("tests")) {
                    if (test.get("tcId").asInt() == Integer.parseInt(parts[1])) {
                        for (CryptoChoice choice : List.of(
                                CryptoChoice.standard(),
                                CryptoChoice.jdk(),
                                CryptoChoice.provider(new BouncyCastleProvider()))) {
                            assertThat(SignatureVerifier.of(choice)
                                            .verify(
                                                    algorithm(group),
                                                    EcdsaFormat.DER,
                                                    key(group),
                                                    HexFormat.of()
                                                            .parseHex(test.get("msg")
                                                                    .asText()),
                                                    HexFormat.of()
                                                            .parseHex(test.get("sig")
                                                                    .asText())))
                                    .as(id)
                                    .isTrue();
                        }
                    }
                }
            }
        }
    }

    /** The committed table of acceptable cases: identifier = reason. */
    private static Set<String> acceptable() throws IOException {
        Properties table = new Properties();
        try (InputStream in = WycheproofTest.class.getResourceAsStream("/wycheproof-acceptable.properties")) {
            assertThat(in).isNotNull();
            table.load(in);
        }
        assertThat(table.values())
                .allSatisfy(reason -> assertThat((String) reason).isNotBlank());
        return table.stringPropertyNames();
    }

    private static PublicKey key(JsonNode group) throws GeneralSecurityException {
        String algorithm = group.get("type").asText().startsWith("Ecdsa") ? "EC" : "RSA";
        return KeyFactory.getInstance(algorithm)
                .generatePublic(new X509EncodedKeySpec(
                        HexFormat.of().parseHex(group.get("publicKeyDer").asText())));
    }

    private static SignatureAlgorithm algorithm(JsonNode group) {
        String sha = group.get("sha").asText();
        DigestAlgorithm digest = Stream.of(DigestAlgorithm.values())
                .filter(value -> value.jcaName().equals(sha))
                .findFirst()
                .orElseThrow();
        return new SignatureAlgorithm(
                switch (group.get("type").asText()) {
                    case "RsassaPkcs1Verify" -> SignatureAlgorithm.Family.RSA_PKCS1;
                    case "RsassaPssVerify" -> SignatureAlgorithm.Family.RSA_PSS;
                    default -> SignatureAlgorithm.Family.ECDSA;
                },
                digest);
    }
}
