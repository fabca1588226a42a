package dev.eresident.examples.cli.demo;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/** The folder that the demo leaves behind: the raw evidence and the report. */
final class EvidenceFolder {
    private final Path folder;
    private final List<HtmlReport.EvidenceFile> files = new ArrayList<>();

    EvidenceFolder(Path folder) throws IOException {
        this.folder = Files.createDirectories(folder);
    }

    Path write(String name, byte[] content, String what) throws IOException {
        Path file = folder.resolve(name);
        Files.write(file, content);
        files.add(new HtmlReport.EvidenceFile(name, content.length, sha256(content), what));
        return file;
    }

    Path path(String name) {
        return folder.resolve(name);
    }

    /** Adds a file that somebody else wrote to the list of evidence. */
    void listed(String name, String what) throws IOException {
        byte[] content = Files.readAllBytes(folder.resolve(name));
        files.add(new HtmlReport.EvidenceFile(name, content.length, sha256(content), what));
    }

    Path writeReport(Instant at, List<Step> steps) throws IOException {
        Path file = folder.resolve("report.html");
        Files.writeString(file, HtmlReport.render(at, steps, files), StandardCharsets.UTF_8);
        return file;
    }

    private static String sha256(byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has SHA-256", e);
        }
    }
}
