package dev.eresident.core.signature.container;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReferenceNamesTest {
    private static Optional<String> resolve(String uri, String... names) {
        return ReferenceNames.resolve(uri, Set.of(names)).name();
    }

    @ParameterizedTest
    @CsvSource({
        "file.txt, file.txt",
        "a%20b.txt, a b.txt",
        "a b.txt, a b.txt",
        "a%2Bb.txt, a+b.txt",
        "a%2bb.txt, a+b.txt",
        "a+b.txt, a+b.txt",
        "a%2520b.txt, a%20b.txt",
        "100%.txt, 100%.txt",
        "100%zz.txt, 100%zz.txt",
        "a%20b.txt, a%20b.txt",
        "/file.txt, file.txt",
        "/a%20b.txt, a b.txt",
        "%2Ffile.txt, file.txt",
        "folder/file.txt, folder/file.txt",
        "folder%2Ffile.txt, folder/file.txt",
        "%C3%A4.txt, ä.txt",
        "ä.txt, ä.txt",
        "a%23b%3Fc, a#b?c",
    })
    void whenTheUriMeansAFile_thenItIsFound(String uri, String name) {
        assertThat(resolve(uri, name, "other.txt")).contains(name);
    }

    @ParameterizedTest
    @CsvSource({
        "a+b.txt, a b.txt",
        "a%20b.txt, a+b.txt",
        "a%252Bb.txt, a+b.txt",
        "//file.txt, file.txt",
        "./file.txt, file.txt",
        "x/../file.txt, file.txt",
        "FILE.txt, file.txt",
        "http://example.org/file.txt, file.txt",
        "file:///file.txt, file.txt",
        "file.txt#part, file.txt",
        "file.txt?x, file.txt",
        "%00file.txt, file.txt",
        "file.txt%, file.txt",
        "%C3.txt, ä.txt",
        "%E4.txt, ä.txt",
        "'', file.txt",
    })
    void whenTheUriMeansNoFile_thenNothingIsGuessed(String uri, String name) {
        assertThat(resolve(uri, name)).isEmpty();
    }

    @Test
    void whenDecodedAndRawNameBothExist_thenTheDecodedOneIsMeant() {
        assertThat(resolve("a%20b", "a b", "a%20b")).contains("a b");
    }

    @Test
    void whenOnlyUnicodeNormalisationDiffers_thenItIsALookalikeAndNotAMatch() {
        ReferenceNames.Resolution resolution = ReferenceNames.resolve("%C3%A4.txt", Set.of("a\u0308.txt"));
        assertThat(resolution.name()).isEmpty();
        assertThat(resolution.lookalike()).contains("a\u0308.txt");
        assertThat(ReferenceNames.resolve("b.txt", Set.of("a\u0308.txt")).lookalike())
                .isEmpty();
    }

    @Test
    void whenANameIsEncoded_thenOnlyUnreservedCharactersStay() {
        assertThat(ReferenceNames.encode("a b+ä/~_-.%#")).isEqualTo("a%20b%2B%C3%A4/~_-.%25%23");
    }

    @Test
    void whenAnyAsciiCharacterIsEncoded_thenOnlyUnreservedOnesStay() {
        for (char c = 0; c < 0x80; c++) {
            boolean plain = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._~/".indexOf(c) >= 0;

            assertThat(ReferenceNames.encode(Character.toString(c)))
                    .isEqualTo(plain ? Character.toString(c) : String.format("%%%02X", (int) c));
        }
    }

    @Test
    void whenDecoded_thenOnceAndWhole() {
        assertThat(ReferenceNames.decode("plain")).contains("plain");
        assertThat(ReferenceNames.decode("%00%41%7a%7A")).contains("\0Azz");
        assertThat(ReferenceNames.decode("%4")).isEmpty();
        assertThat(ReferenceNames.decode("%")).isEmpty();
        assertThat(ReferenceNames.decode("%4g")).isEmpty();
        assertThat(ReferenceNames.decode("%g4")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"a b", "a+b", "100%", "%41", "õäöü", "😀", "x/y z/#?&=;:@!$'()*,[]{}|^`\"<>", "a%2Fb", "\u0085"})
    void whenANameIsEncoded_thenItResolvesToItself(String name) {
        assertThat(resolve(ReferenceNames.encode(name), name, "other", "A")).contains(name);
    }
}
