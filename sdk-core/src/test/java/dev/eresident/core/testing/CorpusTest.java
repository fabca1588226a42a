package dev.eresident.core.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.opentest4j.AssertionFailedError;
import org.opentest4j.TestAbortedException;

class CorpusTest {
    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path root;

    @Test
    void whenThere_thenFolderAndFileAreFound() throws IOException {
        Path file = Files.createFile(Files.createDirectory(root.resolve("some")).resolve("case.json"));
        Corpus corpus = new Corpus(root.toString(), null);

        assertThat(corpus.existing("some", true)).isEqualTo(file.getParent());
        assertThat(corpus.existing("some/case.json", false)).isEqualTo(file);
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", "${env.CI}"})
    void whenAbsentAndNotRequired_thenSkippedWithMessage(String required) {
        assertThatThrownBy(() -> new Corpus(root + "/none", required).existing("some", true))
                .isInstanceOf(TestAbortedException.class)
                .hasMessageContaining("The test corpus is missing")
                .hasMessageContaining("-Deresident.corpus=PATH");
    }

    @Test
    void whenPropertyUnset_thenSkipped() {
        assertThatThrownBy(() -> new Corpus(null, null).existing("some", true))
                .isInstanceOf(TestAbortedException.class);
    }

    @Test
    void whenFileAbsentInCorpus_thenSkipped() {
        assertThatThrownBy(() -> new Corpus(root.toString(), null).existing("none.json", false))
                .isInstanceOf(TestAbortedException.class)
                .hasMessageContaining("none.json");
    }

    @Test
    void whenAbsentAndRequired_thenFails() {
        assertThatThrownBy(() -> new Corpus(root + "/none", "true").existing("some", true))
                .isInstanceOf(AssertionFailedError.class)
                .hasMessageContaining("eresident.corpus.required");
    }

    @Test
    void whenNameLeadsOut_thenRefused() {
        assertThatThrownBy(() -> new Corpus(root.toString(), null).existing("../x", false))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
