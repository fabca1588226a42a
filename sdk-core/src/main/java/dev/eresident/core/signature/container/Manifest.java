package dev.eresident.core.signature.container;

import java.util.List;
import java.util.Optional;

/**
 * The content of {@code META-INF/manifest.xml} (OpenDocument 1.2 part 3 §3), in document order, doubles included.
 *
 * @param entries all file entries, the one of the container itself ({@code /}) and of folders included
 */
public record Manifest(List<Entry> entries) {
    /** The name by which the manifest means the container itself. */
    static final String ROOT = "/";

    /**
     * One file entry.
     *
     * @param name {@code full-path} as written
     * @param mediaType {@code media-type} as written, empty when absent
     */
    public record Entry(String name, String mediaType) {}

    /** Copies the list. */
    public Manifest {
        entries = List.copyOf(entries);
    }

    /**
     * Finds the media type of a file.
     *
     * @param name the exact name
     * @return what the first entry of that name says, empty when there is none
     */
    public Optional<String> mediaType(String name) {
        return entries.stream()
                .filter(entry -> entry.name().equals(name))
                .map(Entry::mediaType)
                .findFirst();
    }

    /** The entries that mean files: neither the container itself nor folders. */
    List<Entry> files() {
        return entries.stream().filter(entry -> !entry.name().endsWith("/")).toList();
    }
}
