package dev.eresident.core.internal.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.eresident.core.EResidentException;
import dev.eresident.core.ProtocolException;
import dev.eresident.core.testing.Corpus;
import dev.eresident.core.testing.Failures;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StrictJsonTest {
    private static JsonObject parse(String text) {
        return StrictJson.strict().parse(text);
    }

    private static String codeOf(StrictJson json, String text) {
        return Failures.codeOf(() -> json.parse(text));
    }

    private static String codeOf(String text) {
        return codeOf(StrictJson.strict(), text);
    }

    @Nested
    class Syntax {
        @Test
        void whenObjectWithEveryKind_thenRead() {
            JsonObject object = parse(
                    " {\"s\":\"\\u00f5\\n\",\"i\":-7,\"d\":1.50,\"t\":true,\"n\":null,\"o\":{\"x\":\"y\"},\"a\":[\"p\",\"q\"],\"l\":[{\"k\":1}]} \n");

            assertThat(object.requiredString("s")).isEqualTo("õ\n");
            assertThat(object.requiredInteger("i")).isEqualTo(-7);
            assertThat(object.number("d")).contains(new BigDecimal("1.50"));
            assertThat(object.bool("t")).contains(true);
            assertThat(object.string("n")).isEmpty();
            assertThat(object.requiredObject("o").requiredString("x")).isEqualTo("y");
            assertThat(object.strings("a")).contains(List.of("p", "q"));
            assertThat(object.objects("l").orElseThrow().get(0).requiredInteger("k"))
                    .isEqualTo(1);
            assertThat(object.names()).containsExactly("s", "i", "d", "t", "n", "o", "a", "l");
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "{",
                    "{\"a\":}",
                    "{\"a\":1,}",
                    "{a:1}",
                    "{'a':1}",
                    "{\"a\":NaN}",
                    "{\"a\":01}",
                    "{\"a\":+1}",
                    "{\"a\":.5}",
                    "{\"a\":1.}",
                    "{/* */\"a\":1}",
                    "{\"a\":\"\t\"}",
                    "{\"a\":\"\\x\"}",
                    "{\"a\":[1,]}",
                    "{\"a\":\"\\ud800\"}",
                    "{\"\\udc00\":1}"
                })
        void whenNotJson_thenSyntax(String text) {
            assertThat(codeOf(text)).isEqualTo("JSON_SYNTAX");
        }

        @ParameterizedTest
        @ValueSource(strings = {"", " ", "null", "[]", "\"x\"", "1", "[{\"a\":1}]"})
        void whenNotAnObject_thenRefused(String text) {
            assertThat(codeOf(text)).isEqualTo("JSON_NOT_OBJECT");
        }

        @Test
        void whenRefused_thenMessageDoesNotQuoteTheText() {
            assertThatThrownBy(() -> parse("{\"a\": secret}"))
                    .isInstanceOf(ProtocolException.class)
                    .hasNoCause()
                    .hasMessageContaining("line 1, column")
                    .hasMessageNotContaining("secret");
        }
    }

    @Nested
    class Duplicates {
        @ParameterizedTest
        @ValueSource(strings = {"{\"a\":1,\"a\":1}", "{\"b\":{\"a\":null,\"a\":2}}", "{\"a\":1,\"\\u0061\":2}"})
        void whenNameTwice_thenRefused(String text) {
            assertThat(codeOf(text)).isEqualTo("JSON_DUPLICATE_KEY");
        }

        @Test
        void whenAllowed_thenLastWins() {
            assertThat(StrictJson.strict()
                            .allowDuplicateKeys()
                            .parse("{\"a\":1,\"a\":2}")
                            .requiredInteger("a"))
                    .isEqualTo(2);
        }
    }

    @Nested
    class Trailing {
        @ParameterizedTest
        @ValueSource(strings = {"{} {}", "{}x", "{}}", "{},", "{}\u0000"})
        void whenSomethingFollows_thenRefused(String text) {
            assertThat(codeOf(text)).isEqualTo("JSON_TRAILING");
            assertThat(StrictJson.strict().allowTrailingTokens().parse(text).names())
                    .isEmpty();
        }
    }

    @Nested
    class Limits {
        @Test
        void whenAtMostThisLong_thenRead_andOneMoreRefused() {
            StrictJson json = StrictJson.strict().withMaxLength(10);
            assertThat(json.parse("{\"a\":\"bc\"}").requiredString("a")).isEqualTo("bc");
            assertThat(codeOf(json, "{\"a\":\"bc\"} ")).isEqualTo("JSON_TOO_LARGE");
            assertThat(Failures.codeOf(() -> json.parse("{\"a\":\"bc\"} ".getBytes(UTF_8))))
                    .isEqualTo("JSON_TOO_LARGE");
        }

        @Test
        void whenDeeperThan32_thenRefused() {
            assertThat(parse("{\"a\":".repeat(32) + "1" + "}".repeat(32)).names())
                    .hasSize(1);
            assertThat(codeOf("{\"a\":".repeat(33) + "1" + "}".repeat(33))).isEqualTo("JSON_TOO_LARGE");
            assertThat(codeOf("{\"a\":" + "[".repeat(100_000))).isEqualTo("JSON_TOO_LARGE");
        }

        @Test
        void whenTooLongString_thenRefused() {
            assertThat(codeOf("{\"a\":\"" + "x".repeat((1 << 18) + 1) + "\"}")).isEqualTo("JSON_TOO_LARGE");
            assertThat(codeOf("{\"" + "x".repeat(257) + "\":1}")).isEqualTo("JSON_TOO_LARGE");
        }

        @Test
        void whenTooManyItems_thenRefused() {
            assertThat(codeOf("{\"a\":[" + "1,".repeat(4096) + "1]}")).isEqualTo("JSON_TOO_LARGE");
        }

        @ParameterizedTest
        @ValueSource(strings = {"1e999999999", "1e-999999999", "1e401", "1E+2147483648"})
        void whenNumberHuge_thenRefused(String number) {
            assertThat(codeOf("{\"a\":" + number + "}")).isEqualTo("JSON_TOO_LARGE");
        }

        @Test
        void whenNumberLong_thenRefused() {
            assertThat(codeOf("{\"a\":" + "1".repeat(65) + "}")).isEqualTo("JSON_TOO_LARGE");
        }
    }

    @Nested
    class Encoding {
        @Test
        void whenUtf8_thenRead() {
            assertThat(StrictJson.strict()
                            .parse("{\"a\":\"õ€😀\"}".getBytes(UTF_8))
                            .requiredString("a"))
                    .isEqualTo("õ€😀");
        }

        @Test
        void whenNotUtf8_thenRefused() {
            byte[] latin = "{\"a\":\"õ\"}".getBytes(StandardCharsets.ISO_8859_1);
            assertThat(Failures.codeOf(() -> StrictJson.strict().parse(latin))).isEqualTo("JSON_SYNTAX");
        }

        @Test
        void whenUtf16OrByteOrderMark_thenRefused() {
            byte[] utf16 = "{\"a\":1}".getBytes(StandardCharsets.UTF_16LE);
            assertThatThrownBy(() -> StrictJson.strict().parse(utf16)).isInstanceOf(ProtocolException.class);
            byte[] marked = "\ufeff{\"a\":1}".getBytes(UTF_8);
            assertThatThrownBy(() -> StrictJson.strict().parse(marked)).isInstanceOf(ProtocolException.class);
        }
    }

    @Nested
    class Getters {
        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                value = {
                    "{\"a\":1}|string",
                    "{\"a\":\"1\"}|integer",
                    "{\"a\":1.5}|integer",
                    "{\"a\":9223372036854775808}|integer",
                    "{\"a\":\"true\"}|bool",
                    "{\"a\":\"1\"}|number",
                    "{\"a\":[]}|object",
                    "{\"a\":\"x\"}|strings",
                    "{\"a\":[\"x\",1]}|strings",
                    "{\"a\":[null]}|strings",
                    "{\"a\":[1]}|objects"
                })
        void whenOtherType_thenRefusedNotCoerced(String text, String getter) {
            JsonObject object = parse(text);
            EResidentException failure = Failures.failureOf(() -> get(object, getter));
            assertThat(failure.code()).isEqualTo("JSON_FIELD_TYPE");
            assertThat(failure).hasMessageContaining("JSON member a");
        }

        private Object get(JsonObject object, String getter) {
            return switch (getter) {
                case "string" -> object.string("a");
                case "integer" -> object.integer("a");
                case "bool" -> object.bool("a");
                case "number" -> object.number("a");
                case "object" -> object.object("a");
                case "strings" -> object.strings("a");
                case "objects" -> object.objects("a");
                default -> throw new IllegalArgumentException(getter);
            };
        }

        @Test
        void whenMissingInnerMember_thenMessageNamesThePath() {
            JsonObject inner = parse("{\"list\":[{\"b\":null}]}")
                    .objects("list")
                    .orElseThrow()
                    .get(0);
            EResidentException failure = Failures.failureOf(() -> inner.requiredString("b"));
            assertThat(failure.code()).isEqualTo("JSON_FIELD_MISSING");
            assertThat(failure).hasMessageContaining("list[0].b");
        }

        @Test
        void whenPrinted_thenNoContent() {
            assertThat(parse("{\"secret\":\"hidden\"}")).hasToString("JsonObject[1 members]");
        }
    }

    @Nested
    class Hostile {
        @Test
        void whenBytesAreMutated_thenOnlyProtocolException() {
            byte[] seed = "{\"a\":[1,2.5e3,\"õ\\u1234\",{\"b\":null}],\"c\":true}".getBytes(UTF_8);
            Random random = new Random(20261123);
            int read = 0;
            for (int round = 0; round < 20_000; round++) {
                byte[] mutant = Arrays.copyOf(seed, 1 + random.nextInt(seed.length));
                for (int change = random.nextInt(4); change > 0; change--) {
                    mutant[random.nextInt(mutant.length)] = (byte) random.nextInt(256);
                }
                try {
                    StrictJson.strict().parse(mutant);
                    read++;
                } catch (ProtocolException e) {
                    assertThat(e.code()).startsWith("JSON_");
                }
            }
            assertThat(read).isBetween(1, 19_999);
        }
    }

    @Nested
    class WebEidTokens {
        private final StrictJson lenient =
                StrictJson.strict().allowDuplicateKeys().allowTrailingTokens();

        @Test
        void whenCorpusToken_thenReadUnlessNotAnObject() throws IOException {
            try (Stream<Path> tokens = Files.list(Corpus.folder("web-eid/tokens"))) {
                List<Path> files = tokens.sorted().toList();
                assertThat(files).isNotEmpty();
                for (Path file : files) {
                    String text = Files.readString(file);
                    if (text.strip().equals("null")) {
                        assertThat(codeOf(lenient, text)).isEqualTo("JSON_NOT_OBJECT");
                    } else {
                        assertThat(lenient.parse(text).names())
                                .as(file.toString())
                                .isNotEmpty();
                    }
                }
            }
        }

        @Test
        void whenDuplicateOrTrailing_thenOnlyTheAllowingReaderReads() {
            String duplicate = new String(Corpus.read("web-eid/tokens/x-duplicate-field.json"), UTF_8);
            String trailing = new String(Corpus.read("web-eid/tokens/x-trailing-json.json"), UTF_8);

            assertThat(codeOf(duplicate)).isEqualTo("JSON_DUPLICATE_KEY");
            assertThat(codeOf(trailing)).isEqualTo("JSON_TRAILING");
            assertThat(lenient.parse(duplicate).requiredString("format")).startsWith("web-eid:1");
            assertThat(lenient.parse(trailing).requiredString("format")).startsWith("web-eid:1");
        }
    }
}
