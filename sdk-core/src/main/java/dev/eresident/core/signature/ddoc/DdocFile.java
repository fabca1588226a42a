package dev.eresident.core.signature.ddoc;

import dev.eresident.core.Bytes;
import dev.eresident.core.signature.FindingCode;
import java.util.List;
import java.util.Optional;

/**
 * A data file of a DDOC.
 *
 * @param id value of its Id attribute, by which signatures name it
 * @param name file name as written
 * @param mediaType media type as written, empty when absent
 * @param size bytes of the content; of a file that is not inside, as stated
 * @param hashcode whether the document holds only its digest
 * @param digests what a signature may have signed, the standard's digest first
 */
public record DdocFile(String id, String name, String mediaType, long size, boolean hashcode, List<Candidate> digests) {
    /**
     * A way to hash signed XML.
     *
     * @param digest SHA-1
     * @param quirk what to report when only this one matches; empty for the standard's way
     */
    public record Candidate(Bytes digest, Optional<FindingCode> quirk) {}

    /** Copies the list. */
    public DdocFile {
        digests = List.copyOf(digests);
    }
}
