package dev.eresident.core.signature.container;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The content of {@code META-INF/manifest.xml} (OpenDocument 1.2 part 3 §3), in document order, doubles included.
 * Immutable; finds by name without
 * searching, because a hostile container may list a hundred thousand names.
 */
public final class Manifest {
    /** The name by which the manifest means the container itself. */
    static final String ROOT = "/";

    /**
     * One file entry.
     *
     * @param name {@code full-path} as written
     * @param mediaType {@code media-type} as written, empty when absent
     */
    public record Entry(String name, String mediaType) {}

    private final List<Entry> entries;
    private final Map<String, String> mediaTypes = new HashMap<>();

    /**
     * Makes a manifest.
     *
     * @param entries all file entries, the one of the container itself ({@code /}) and of folders included
     */
    public Manifest(List<Entry> entries) {
        this.entries = List.copyOf(entries);
        for (Entry entry : this.entries) {
            mediaTypes.putIfAbsent(entry.name(), entry.mediaType());
        }
    }

    /**
     * Returns what is listed.
     *
     * @return all file entries in document order, doubles included
     */
    public List<Entry> entries() {
        return entries;
    }

    /**
     * Finds the media type of a file.
     *
     * @param name the exact name
     * @return what the first entry of that name says, empty when there is none
     */
    public Optional<String> mediaType(String name) {
        return Optional.ofNullable(mediaTypes.get(name));
    }

    /** The entries that mean files: neither the container itself nor folders. */
    List<Entry> files() {
        return entries.stream().filter(entry -> !entry.name().endsWith("/")).toList();
    }
}
