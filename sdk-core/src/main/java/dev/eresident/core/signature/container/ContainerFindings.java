package dev.eresident.core.signature.container;

import dev.eresident.core.internal.zip.ZipFormatException;
import dev.eresident.core.signature.Finding;
import dev.eresident.core.signature.FindingCode;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.NoSuchFileException;

/** Turns what went wrong with a file or an archive into a finding that a bank clerk understands. */
public final class ContainerFindings {
    private ContainerFindings() {}

    /**
     * Explains a failure to open or to read.
     *
     * @param failure what the file system or the ZIP room threw
     * @return an error
     */
    public static Finding of(IOException failure) {
        if (failure instanceof ZipFormatException broken) {
            return of(broken);
        }
        if (failure instanceof NoSuchFileException) {
            return error(FindingCode.FILE_MISSING, "", "There is no such file.");
        }
        if (failure instanceof EOFException) {
            return error(FindingCode.CONTAINER_TRUNCATED, "", "The file became shorter while it was read.");
        }
        return error(
                FindingCode.FILE_UNREADABLE,
                "",
                "The file cannot be read: check that it is a file and its permissions.");
    }

    private static Finding of(ZipFormatException broken) {
        String where = broken.entry().orElse("");
        return switch (broken.problem()) {
            case EMPTY_FILE -> error(FindingCode.FILE_EMPTY, where, "The file is empty.");
            case NOT_A_ZIP ->
                error(FindingCode.FORMAT_UNKNOWN, where, "The file is not a signed document of a known format.");
            case TRUNCATED ->
                error(
                        FindingCode.CONTAINER_TRUNCATED,
                        where,
                        "The file ends too early: ask for a complete copy, the transfer was probably cut off.");
            case ENCRYPTED ->
                error(
                        FindingCode.CONTAINER_ENCRYPTED,
                        where,
                        "The container is encrypted: ask for a copy without password.");
            case LIMIT_EXCEEDED ->
                error(
                        FindingCode.CONTAINER_LIMIT_EXCEEDED,
                        where,
                        "The container is too large to be checked safely: " + broken.getMessage() + ".");
            case INCONSISTENT ->
                error(
                        FindingCode.CONTAINER_ZIP_INCONSISTENT,
                        where,
                        "The container contradicts itself, so that programs may show different content: "
                                + broken.getMessage() + ".");
            case BAD_NAME ->
                error(
                        FindingCode.CONTAINER_BAD_PATH,
                        where,
                        "A file in the container has a dangerous name: " + broken.getMessage() + ".");
            case DUPLICATE ->
                error(
                        FindingCode.CONTAINER_DUPLICATE_ENTRY,
                        where,
                        "The container holds more than one file of the same name.");
            case UNSUPPORTED_METHOD ->
                error(
                        FindingCode.CONTAINER_UNSUPPORTED_METHOD,
                        where,
                        "The container cannot be read: " + broken.getMessage() + ".");
        };
    }

    static Finding error(FindingCode code, String where, String text) {
        return new Finding(code, Finding.Severity.ERROR, where, text);
    }

    static Finding warning(FindingCode code, String where, String text) {
        return new Finding(code, Finding.Severity.WARNING, where, text);
    }
}
