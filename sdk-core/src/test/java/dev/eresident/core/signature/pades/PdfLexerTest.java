package dev.eresident.core.signature.pades;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eresident.core.signature.pades.PdfLexer.Token;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** ISO 32000-1 §7.2 and §7.3: which bytes are which token, and where it starts and ends. */
class PdfLexerTest {
    private final List<Integer> marks = new ArrayList<>();

    private PdfLexer lexer(String text) {
        return new PdfLexer(text.getBytes(StandardCharsets.ISO_8859_1), marks::add);
    }

    /** Every token as kind and text. */
    private List<String> tokens(String text) {
        PdfLexer lexer = lexer(text);
        List<String> all = new ArrayList<>();
        for (Token token = lexer.next(); token != Token.END; token = lexer.next()) {
            all.add(token + " " + text.substring(lexer.start(), lexer.position()));
        }
        return all;
    }

    @ParameterizedTest
    @CsvSource({
        "0, INTEGER",
        "9, INTEGER",
        "+17, INTEGER",
        "-98, INTEGER",
        "34.5, REAL",
        "-.002, REAL",
        ".5, REAL",
        "4., REAL",
        "1-2, REAL",
        "1-2x, WORD",
        "4.x, WORD",
        "x4., WORD",
        "1/0, INTEGER",
        "1:, WORD",
        "1+2, WORD",
        "obj, WORD",
        "true, WORD",
        "/Name, NAME",
        "/, NAME",
        "<a1>, HEX",
        "<>, HEX",
        "<a 1>, HEX",
        "<a g>, STRAY",
        "<a, STRAY",
        "<<, DICT_OPEN",
        ">>, DICT_CLOSE",
        "<, STRAY",
        ">, STRAY",
        "), STRAY",
        "{, STRAY",
        "}, STRAY",
        "[, ARRAY_OPEN",
        "], ARRAY_CLOSE"
    })
    void whenATokenBeginsLikeThis_thenItIsOfThatKind(String text, Token kind) {
        assertThat(lexer(text).next()).isEqualTo(kind);
    }

    @Test
    void whenTokensFollowEachOther_thenEachEndsWhereTheNextMayBegin() {
        assertThat(tokens("1 0 obj<</A/B#20C[1 .5(x)]/D<0a>>>endobj"))
                .containsExactly(
                        "INTEGER 1",
                        "INTEGER 0",
                        "WORD obj",
                        "DICT_OPEN <<",
                        "NAME /A",
                        "NAME /B#20C",
                        "ARRAY_OPEN [",
                        "INTEGER 1",
                        "REAL .5",
                        "STRING (x)",
                        "ARRAY_CLOSE ]",
                        "NAME /D",
                        "HEX <0a>",
                        "DICT_CLOSE >>",
                        "WORD endobj");
    }

    @ParameterizedTest
    @ValueSource(strings = {"()", "(a(b)c)", "(a\\)b)", "(a\\(b)", "(\\\\)", "(a\nb%)", "(((x)))"})
    void whenAStringHoldsParentheses_thenItEndsWithItsOwn(String text) {
        assertThat(tokens(text + "1")).containsExactly("STRING " + text, "INTEGER 1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"(", "(a", "(a\\)", "(a\\", "((a)"})
    void whenAStringDoesNotEnd_thenItIsNone(String text) {
        assertThat(lexer(text).next()).isEqualTo(Token.STRAY);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\0", "\t", "\n", "\f", "\r", " ", "% comment\n", "%\r", "%%EO\n"})
    void whenWhiteSpaceOrACommentSeparates_thenItIsPassed(String between) {
        assertThat(tokens("1" + between + "2")).containsExactly("INTEGER 1", "INTEGER 2");
        assertThat(marks).isEmpty();
    }

    @Test
    void whenARevisionEnds_thenItsPlaceIsToldAndWhatFollowsIsRead() {
        assertThat(tokens("1 %%EOF2 %a%%EOF\n(%%EOF) %%EOF"))
                .containsExactly("INTEGER 1", "INTEGER 2", "STRING (%%EOF)");
        assertThat(marks).containsExactly(7, 30);
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "17, 17",
        "2147483647, 2147483647",
        "2147483648, -1",
        "-1, -1",
        "+1, -1",
        "99999999999999999999, -1"
    })
    void whenAWholeNumberIsRead_thenItFitsOrIsNone(String text, int value) {
        PdfLexer lexer = lexer(text);
        lexer.next();
        assertThat(lexer.integer()).isEqualTo(value);
    }

    @ParameterizedTest
    @CsvSource({
        "/A, A",
        "/A#42, AB",
        "/#42#43d, BCd",
        "/A#4, A#4",
        "/A#4g, A#4g",
        "/A#g4, A#g4",
        "/A#, A#",
        "/a.b-c, a.b-c",
        "/A#2fB, A/B",
        "/A#40, A@"
    })
    void whenANameIsEscaped_thenItIsUndone(String text, String name) {
        PdfLexer lexer = lexer(text);
        assertThat(lexer.next()).isEqualTo(Token.NAME);
        assertThat(lexer.name()).isEqualTo(name);
    }

    @Test
    void whenANameHoldsAControlCharacter_thenItIsUndone() {
        PdfLexer lexer = lexer("/A#09B");
        lexer.next();
        assertThat(lexer.name()).isEqualTo("A\tB");
    }

    @Test
    void whenAForeignCharacterStandsInDigits_thenReadingGoesOnWithIt() {
        assertThat(tokens("<a(b)")).containsExactly("STRAY <a", "STRING (b)");
    }

    @Test
    void whenAWordIsLookedFor_thenThePositionIsBehindItOrAtTheEnd() {
        PdfLexer lexer = lexer("eendstrendstream x");
        assertThat(lexer.find("endstream")).isTrue();
        assertThat(lexer.start()).isEqualTo(7);
        assertThat(lexer.position()).isEqualTo(16);
        assertThat(lexer.find("endstream")).isFalse();
        assertThat(lexer.position()).isEqualTo(18);
        lexer.position(17);
        assertThat(lexer.find("x")).isTrue();
    }

    @Test
    void whenAWordIsCompared_thenAsAWholeAndInsideTheBytes() {
        PdfLexer lexer = lexer("obj");
        lexer.next();
        assertThat(lexer.isWord("obj")).isTrue();
        assertThat(lexer.isWord("ob")).isFalse();
        assertThat(lexer.isWord("obx")).isFalse();
        assertThat(lexer.matches(0, "ob")).isTrue();
        assertThat(lexer.matches(0, "obj")).isTrue();
        assertThat(lexer.matches(1, "obj")).isFalse();
        assertThat(lexer.matches(-1, "o")).isFalse();
        assertThat(lexer.matches(0, "xbj")).isFalse();
        assertThat(lexer("ooo").matches(1, "ooo")).isFalse();
    }
}
