package dev.eresident.examples.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.Stream;

/** Where the files of third parties are, which are never part of this project. */
final class CorpusFiles {
    /** When the verdicts of the corpus hold. */
    static final Clock CLOCK = Clock.fixed(Instant.parse("2026-11-22T12:00:00Z"), ZoneOffset.UTC);

    private static final Path FOLDER =
            Path.of(System.getProperty("eresident.corpus", "../shared/corpus")).resolve("signatures");

    private CorpusFiles() {}

    static boolean present() {
        return Files.isRegularFile(everydayContainer());
    }

    /** One signature of level LT with a test card of 2018 (P-384), 12 kB: the usual case. */
    static Path everydayContainer() {
        return FOLDER.resolve("files/91cb76bbdbaf-valid-asice-esteid2018.asice");
    }

    /** Folder of ca.pem, ocsp.pem and tsa.pem, which every library can read. */
    static Path anchors() {
        return FOLDER.resolve("trust/test");
    }

    static Path trustedList() {
        return FOLDER.resolve("trust/test/EE_T.xml");
    }

    /** All ASiC-E and BDOC containers. */
    static List<Path> containers() throws IOException {
        try (Stream<Path> files = Files.list(FOLDER.resolve("files"))) {
            return files.filter(f -> f.toString().matches(".*\\.(asice|sce|bdoc|edoc|adoc)"))
                    .sorted()
                    .toList();
        }
    }
}
