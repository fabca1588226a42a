package dev.eresident.core.signature.container;

import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An entry under {@code META-INF/} that signs, stamps or proves something; as long as there is one, a container is not "unsigned".
 *
 * @param name the entry's name
 * @param kind what its name says that it is
 */
public record SignatureEntry(String name, Kind kind) {
    /** The kinds of signature-like entries (EN 319 162-1 §4.3, §4.4). */
    public enum Kind {
        /** {@code *signatures*.xml}: XAdES signatures. */
        XADES,
        /** {@code *signature*.p7s}: a CAdES signature. */
        CADES,
        /** {@code *.tst}: an RFC 3161 time-stamp token. */
        TIMESTAMP,
        /** {@code *evidencerecord*.ers} or {@code .xml}: an evidence record. */
        EVIDENCE_RECORD
    }

    private static final String FOLDER = "META-INF/";

    /**
     * Recognises an entry by its name, ignoring letter case.
     *
     * @param name an entry's name
     * @return what it is, empty for any other entry
     */
    static Optional<SignatureEntry> recognise(String name) {
        if (!name.startsWith(FOLDER) || name.endsWith("/")) {
            return Optional.empty();
        }
        String file = name.substring(FOLDER.length()).toLowerCase(Locale.ROOT);
        return Optional.ofNullable(kind(file)).map(kind -> new SignatureEntry(name, kind));
    }

    private static @Nullable Kind kind(String file) {
        if (file.contains("evidencerecord") && !file.contains("manifest")) {
            return file.endsWith(".ers") || file.endsWith(".xml") ? Kind.EVIDENCE_RECORD : null;
        }
        if (file.endsWith(".ers")) {
            return Kind.EVIDENCE_RECORD;
        }
        if (file.endsWith(".xml")) {
            return file.contains("signatures") ? Kind.XADES : null;
        }
        if (file.endsWith(".p7s") || file.endsWith(".p7m")) {
            return Kind.CADES;
        }
        return file.endsWith(".tst") ? Kind.TIMESTAMP : null;
    }
}
