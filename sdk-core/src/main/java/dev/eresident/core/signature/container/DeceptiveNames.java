package dev.eresident.core.signature.container;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Recognises names that show one thing and are another (Unicode UTR 36 §2, UTS 39 §5; signatures reference §19.1): a reason to look twice, and no more, because such a file may well have been signed. */
final class DeceptiveNames {
    /** The scripts whose letters look alike. */
    private static final Set<Character.UnicodeScript> CONFUSABLE =
            EnumSet.of(Character.UnicodeScript.LATIN, Character.UnicodeScript.CYRILLIC, Character.UnicodeScript.GREEK);

    /** What a desktop runs when it is opened. */
    private static final Set<String> PROGRAMS = Set.of(
            "apk", "app", "bat", "cmd", "com", "cpl", "dmg", "exe", "hta", "jar", "js", "jse", "lnk", "msi", "pif",
            "ps1", "scr", "sh", "url", "vbe", "vbs", "wsf", "wsh");

    /** What people expect in a signed container. */
    private static final Set<String> DOCUMENTS = Set.of(
            "asice", "asics", "bdoc", "csv", "ddoc", "doc", "docx", "edoc", "gif", "htm", "html", "jpeg", "jpg", "odp",
            "ods", "odt", "pdf", "png", "ppt", "pptx", "rtf", "tif", "tiff", "txt", "xls", "xlsx", "xml", "zip");

    private DeceptiveNames() {}

    /**
     * Looks at one name.
     *
     * @param name name of a data file
     * @return what is deceptive about it, in a sentence; empty for an honest name
     */
    static Optional<String> reason(String name) {
        if (name.codePoints().anyMatch(DeceptiveNames::isInvisible)) {
            return Optional.of("The file's name holds invisible characters that change how it is shown.");
        }
        if (mixesScripts(name)) {
            return Optional.of("A word of the file's name mixes letters of scripts that look alike.");
        }
        String file = name.substring(name.lastIndexOf('/') + 1).toLowerCase(Locale.ROOT);
        String kind = extension(file);
        if (PROGRAMS.contains(kind)) {
            String shown = file.substring(0, file.length() - kind.length() - 1).strip();
            if (DOCUMENTS.contains(extension(shown))) {
                return Optional.of("The file's name looks like that of a document, and the file is a program.");
            }
        }
        return kind.equals("class")
                ? Optional.of("The file is part of a Java program: the container may also work as one.")
                : Optional.empty();
    }

    /** Bidirectional controls let a name end in "fdp.exe" and be shown as ending in "exe.pdf". */
    private static boolean isInvisible(int c) {
        int type = Character.getType(c);
        return type == Character.FORMAT || type == Character.LINE_SEPARATOR || type == Character.PARAGRAPH_SEPARATOR;
    }

    private static boolean mixesScripts(String name) {
        Set<Character.UnicodeScript> word = EnumSet.noneOf(Character.UnicodeScript.class);
        for (int i = 0; i < name.length(); ) {
            int c = name.codePointAt(i);
            i += Character.charCount(c);
            if (!Character.isLetter(c)) {
                word.clear();
                continue;
            }
            Character.UnicodeScript script = Character.UnicodeScript.of(c);
            if (CONFUSABLE.contains(script)) {
                word.add(script);
            }
            if (word.size() > 1) {
                return true;
            }
        }
        return false;
    }

    private static String extension(String file) {
        int dot = file.lastIndexOf('.');
        return dot < 0 ? "" : file.substring(dot + 1);
    }
}
