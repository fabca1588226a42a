package dev.eresident.auth.webeid;

/**
 * The fields of a token as the browser sent them; absent ones are empty, nothing is verified.
 *
 * @param hasFieldsOf11 whether a field is there that only format 1.1 has
 */
record Token(String format, String certificate, String algorithm, String signature, boolean hasFieldsOf11) {
    @Override
    public String toString() {
        return "Token[redacted]";
    }
}
