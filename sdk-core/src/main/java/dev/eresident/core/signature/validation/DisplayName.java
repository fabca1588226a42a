package dev.eresident.core.signature.validation;

/** Makes a file name of a stranger fit for a sentence: short, without control characters and without characters that turn the reading direction. */
public final class DisplayName {
    private static final int MAX = 80;

    private DisplayName() {}

    /**
     * Quotes a name.
     *
     * @param name any text
     * @return the name in quotation marks, at most about 80 characters
     */
    public static String of(String name) {
        StringBuilder shown = new StringBuilder(name.length() + 2).append('"');
        for (int i = 0; i < name.length() && shown.length() < MAX; ) {
            int c = name.codePointAt(i);
            i += Character.charCount(c);
            int type = Character.getType(c);
            boolean hidden = type == Character.CONTROL
                    || type == Character.FORMAT
                    || type == Character.SURROGATE
                    || type == Character.UNASSIGNED
                    || type == Character.LINE_SEPARATOR
                    || type == Character.PARAGRAPH_SEPARATOR;
            shown.appendCodePoint(hidden || c == '"' ? '?' : c);
        }
        return shown.append(shown.length() >= MAX ? "…\"" : "\"").toString();
    }
}
