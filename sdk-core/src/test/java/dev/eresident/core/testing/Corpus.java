package dev.eresident.core.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.opentest4j.AssertionFailedError;
import org.opentest4j.TestAbortedException;

/**
 * Finds the corpus of third-party cases, which is read where it lies and never committed.
 *
 * <p>The system property {@code eresident.corpus} names its folder. When the folder, or what is asked for in it, is absent the
 * calling test is skipped with a message that says so; when {@code eresident.corpus.required} is set (as in continuous
 * integration) the test fails instead. Works in tests, in {@code @BeforeAll} and in the methods of a {@code @MethodSource}.
 */
public final class Corpus {
    /** Names the folder that holds the corpus. */
    public static final String FOLDER_PROPERTY = "eresident.corpus";

    /** When not empty, an absent corpus fails the test. */
    public static final String REQUIRED_PROPERTY = "eresident.corpus.required";

    /** What Surefire passes when the environment variable is not set. */
    private static final String NOT_SET = "${env.CI}";

    private final @Nullable String root;
    private final boolean required;

    Corpus(@Nullable String root, @Nullable String required) {
        this.root = root;
        this.required = required != null && !required.isEmpty() && !required.equals(NOT_SET);
    }

    /**
     * Returns a folder of the corpus, or skips the test.
     *
     * @param name relative path with forward slashes, for example {@code web-eid/tokens}
     * @return an existing folder
     */
    public static Path folder(String name) {
        return fromProperties().existing(name, true);
    }

    /**
     * Returns a file of the corpus, or skips the test.
     *
     * @param name relative path with forward slashes, for example {@code web-eid/cases.json}
     * @return an existing file
     */
    public static Path file(String name) {
        return fromProperties().existing(name, false);
    }

    /**
     * Reads a file of the corpus, or skips the test.
     *
     * @param name relative path with forward slashes
     * @return its bytes
     */
    public static byte[] read(String name) {
        try {
            return Files.readAllBytes(file(name));
        } catch (IOException e) {
            throw new UncheckedIOException("The corpus file " + name + " exists but cannot be read", e);
        }
    }

    private static Corpus fromProperties() {
        return new Corpus(System.getProperty(FOLDER_PROPERTY), System.getProperty(REQUIRED_PROPERTY));
    }

    Path existing(String name, boolean folder) {
        if (root == null || root.isEmpty()) {
            throw absent("the system property " + FOLDER_PROPERTY + " is not set");
        }
        Path corpus = Path.of(root).toAbsolutePath().normalize();
        if (!Files.isDirectory(corpus)) {
            throw absent("there is no folder " + corpus);
        }
        Path path = corpus.resolve(name).normalize();
        if (!path.startsWith(corpus)) {
            throw new IllegalArgumentException("The name " + name + " leads out of the corpus");
        }
        if (folder ? !Files.isDirectory(path) : !Files.isRegularFile(path)) {
            throw absent(corpus + " has no " + (folder ? "folder " : "file ") + name);
        }
        return path;
    }

    private RuntimeException absent(String why) {
        String text = "The test corpus is missing: " + why + ". Put the corpus there or name its folder with -D"
                + FOLDER_PROPERTY + "=PATH.";
        if (required) {
            throw new AssertionFailedError(text + " It is required because " + REQUIRED_PROPERTY + " is set.");
        }
        return new TestAbortedException(text + " Skipped.");
    }
}
