package dev.eresident.payments.evidence;

import java.util.Objects;

/**
 * One file of the evidence.
 *
 * @param name path inside the evidence; of an added file as its adder chose it, so make it harmless before showing it
 * @param status how it compares with the manifest
 * @param what what the file is, in words; empty when the manifest does not say
 */
public record FileFinding(String name, FileStatus status, String what) {
    /** Refuses null. */
    public FileFinding {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(status, "status");
        Objects.requireNonNull(what, "what");
    }
}
