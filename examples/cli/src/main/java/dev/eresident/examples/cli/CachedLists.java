package dev.eresident.examples.cli;

import dev.eresident.core.Bytes;
import dev.eresident.core.ConfigurationException;
import dev.eresident.core.trust.lists.ListCache;
import dev.eresident.core.trust.lists.LotlSigners;
import dev.eresident.core.trust.lists.TrustedLists;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A folder of lists fetched earlier, with a note of where the list of lists stands and who is pinned to sign it, so that {@code check --cache} believes nobody else than the refresh
 * did.
 */
final class CachedLists {
    private static final String NOTE = "list-of-lists.txt";
    private static final int LARGEST_NOTE = 64 * 1024;
    private static final String BUILT_IN = "built-in";

    private CachedLists() {}

    /** Prepares a loader over the folder. */
    static TrustedLists.Builder loader(Path folder, URI listOfLists, LotlSigners signers) {
        return TrustedLists.builder(signers, Clock.systemUTC(), ListCache.folder(folder))
                .listOfLists(listOfLists);
    }

    /** Writes the note: the address, then the fingerprints one a line, or that they are those built in. */
    static void note(Path folder, URI listOfLists, Optional<LotlSigners> signers) throws IOException {
        List<String> lines = new ArrayList<>(List.of(listOfLists.toString()));
        signers.ifPresentOrElse(
                pins -> pins.fingerprints().stream().map(Bytes::hex).sorted().forEach(lines::add),
                () -> lines.add(BUILT_IN));
        Path part = Files.createTempFile(folder, "note", ".part");
        try {
            Files.write(part, lines, StandardCharsets.UTF_8);
            Files.move(part, folder.resolve(NOTE), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(part);
        }
    }

    /**
     * Prepares a loader as the last refresh had it.
     *
     * @param folder the folder
     * @param signers who is pinned instead of those in the note
     */
    static TrustedLists noted(Path folder, Optional<LotlSigners> signers) throws IOException {
        Path note = folder.resolve(NOTE);
        if (!Files.isRegularFile(note) || Files.size(note) > LARGEST_NOTE) {
            throw new ConfigurationException(
                    "LIST_CACHE_UNUSABLE",
                    "The folder " + folder + " holds no lists: fetch them with eresident trust refresh --cache "
                            + folder);
        }
        try {
            List<String> lines = Files.readAllLines(note, StandardCharsets.UTF_8);
            URI address = URI.create(lines.get(0));
            List<String> pins = lines.subList(1, lines.size());
            LotlSigners believed = signers.orElseGet(
                    () -> pins.equals(List.of(BUILT_IN)) ? LotlSigners.europe2023() : LotlSigners.ofFingerprints(pins));
            return loader(folder, address, believed).build();
        } catch (IllegalArgumentException | IndexOutOfBoundsException | IOException e) {
            throw new ConfigurationException(
                    "LIST_CACHE_UNUSABLE",
                    "The note " + note + " is not as eresident trust refresh wrote it: refresh the lists",
                    e);
        }
    }
}
