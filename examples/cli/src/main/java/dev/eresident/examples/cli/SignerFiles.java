package dev.eresident.examples.cli;

import dev.eresident.core.ProtocolException;
import dev.eresident.core.certificate.Certificate;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/** Reads the certificates of those who sign lists. */
final class SignerFiles {
    private static final int LARGEST = 1 << 20;

    private SignerFiles() {}

    /** All certificates of a PEM or DER file, at least one. */
    static List<Certificate> read(Path file, CommandLine command) {
        List<Certificate> certificates;
        try {
            certificates = Certificate.readAll(bytes(file, command));
        } catch (ProtocolException e) {
            throw new ParameterException(command, file + " holds no certificate in PEM or DER.", e);
        }
        if (certificates.isEmpty()) {
            throw new ParameterException(command, file + " holds no certificate in PEM or DER.");
        }
        return certificates;
    }

    private static byte[] bytes(Path file, CommandLine command) {
        if (Files.isRegularFile(file)) {
            try (InputStream in = Files.newInputStream(file)) {
                byte[] content = in.readNBytes(LARGEST + 1);
                if (content.length <= LARGEST) {
                    return content;
                }
            } catch (IOException e) {
                throw unreadable(file, command, e);
            }
        }
        throw unreadable(file, command, null);
    }

    private static ParameterException unreadable(Path file, CommandLine command, @Nullable IOException cause) {
        return new ParameterException(
                command,
                "Cannot read " + file + ": it must be a file of at most 1 MiB that this process may read.",
                cause);
    }
}
