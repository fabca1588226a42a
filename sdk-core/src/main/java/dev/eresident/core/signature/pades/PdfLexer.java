package dev.eresident.core.signature.pades;

import java.nio.charset.StandardCharsets;

/** Splits bytes into the tokens of ISO 32000-1 §7.2, by position; comments are skipped, and ends of revisions among them are reported. Linear, without recursion. One thread. */
final class PdfLexer {
    /** Kinds of tokens. */
    enum Token {
        /** A whole number without fraction. */
        INTEGER,
        /** Another number. */
        REAL,
        /** A name. */
        NAME,
        /** A string in parentheses. */
        STRING,
        /** A string of hexadecimal digits. */
        HEX,
        /** Start of an array. */
        ARRAY_OPEN,
        /** End of an array. */
        ARRAY_CLOSE,
        /** Start of a dictionary. */
        DICT_OPEN,
        /** End of a dictionary. */
        DICT_CLOSE,
        /** A word. */
        WORD,
        /** What is no token. */
        STRAY,
        /** No more bytes. */
        END
    }

    /** Told where a comment starts with {@code %%EOF}. */
    @FunctionalInterface
    interface EndMarks {
        /**
         * A mark was passed.
         *
         * @param after position behind its letters
         */
        void mark(int after);
    }

    private final byte[] bytes;
    private final EndMarks marks;
    private int position;
    private int start;

    PdfLexer(byte[] bytes, EndMarks marks) {
        this.bytes = bytes;
        this.marks = marks;
    }

    int position() {
        return position;
    }

    void position(int to) {
        position = to;
    }

    /** Where the last token starts. */
    int start() {
        return start;
    }

    static boolean isWhite(int b) {
        return b == 0 || b == 9 || b == 10 || b == 12 || b == 13 || b == 32;
    }

    private static boolean isRegular(int b) {
        return !isWhite(b) && "()<>[]{}/%".indexOf(b & 0xff) < 0;
    }

    Token next() {
        skip();
        start = position;
        if (position >= bytes.length) {
            return Token.END;
        }
        byte b = bytes[position++];
        return switch (b) {
            case '[' -> Token.ARRAY_OPEN;
            case ']' -> Token.ARRAY_CLOSE;
            case '(' -> string();
            case '/' -> regular(Token.NAME);
            case '<' -> doubled('<') ? Token.DICT_OPEN : hex();
            case '>' -> doubled('>') ? Token.DICT_CLOSE : Token.STRAY;
            case ')', '{', '}' -> Token.STRAY;
            default -> regular(number(b));
        };
    }

    private boolean doubled(char second) {
        if (position < bytes.length && bytes[position] == second) {
            position++;
            return true;
        }
        return false;
    }

    private static Token number(byte first) {
        return (first >= '0' && first <= '9') || first == '+' || first == '-' || first == '.'
                ? Token.INTEGER
                : Token.WORD;
    }

    private Token regular(Token assumed) {
        Token token = assumed;
        while (position < bytes.length && isRegular(bytes[position])) {
            position++;
        }
        if (token == Token.INTEGER) {
            for (int i = start; i < position; i++) {
                byte b = bytes[i];
                if (b == '.' || (b == '-' && i > start)) {
                    token = token == Token.WORD ? token : Token.REAL;
                } else if ((b < '0' || b > '9') && !(i == start && (b == '+' || b == '-'))) {
                    token = Token.WORD;
                }
            }
        }
        return token;
    }

    private Token string() {
        int depth = 1;
        while (position < bytes.length) {
            byte b = bytes[position++];
            if (b == '\\') {
                position = Math.min(bytes.length, position + 1);
            } else if (b == '(') {
                depth++;
            } else if (b == ')' && --depth == 0) {
                return Token.STRING;
            }
        }
        return Token.STRAY;
    }

    private Token hex() {
        while (position < bytes.length) {
            byte b = bytes[position++];
            if (b == '>') {
                return Token.HEX;
            }
            if (Character.digit(b, 16) < 0 && !isWhite(b)) {
                position--;
                return Token.STRAY;
            }
        }
        return Token.STRAY;
    }

    private void skip() {
        while (position < bytes.length) {
            byte b = bytes[position];
            if (b == '%') {
                comment();
            } else if (isWhite(b)) {
                position++;
            } else {
                return;
            }
        }
    }

    /** A revision may be appended without a line end: what stands behind the mark is no part of the comment. */
    private void comment() {
        if (matches(position, "%%EOF")) {
            position += 5;
            marks.mark(position);
            return;
        }
        while (position < bytes.length && bytes[position] != '\n' && bytes[position] != '\r') {
            position++;
        }
    }

    boolean matches(int at, String word) {
        if (at < 0 || at + word.length() > bytes.length) {
            return false;
        }
        for (int i = 0; i < word.length(); i++) {
            if (bytes[at + i] != word.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    /** The last token is this word. */
    boolean isWord(String word) {
        return position - start == word.length() && matches(start, word);
    }

    /** Value of the last token as a whole number; -1 when it is none of 0 to 2147483647. */
    int integer() {
        long value = 0;
        for (int i = start; i < position; i++) {
            int digit = Character.digit(bytes[i], 10);
            value = value * 10 + digit;
            if (digit < 0 || value > Integer.MAX_VALUE) {
                return -1;
            }
        }
        return (int) value;
    }

    /** Value of the last token as a name, its {@code #xx} undone. */
    String name() {
        StringBuilder name = new StringBuilder(position - start);
        String raw = new String(bytes, start + 1, position - start - 1, StandardCharsets.ISO_8859_1);
        for (int i = 0; i < raw.length(); i++) {
            int high = raw.charAt(i) == '#' && i + 2 < raw.length() ? Character.digit(raw.charAt(i + 1), 16) : -1;
            int low = high < 0 ? -1 : Character.digit(raw.charAt(i + 2), 16);
            if (low >= 0) {
                name.append((char) (high * 16 + low));
                i += 2;
            } else {
                name.append(raw.charAt(i));
            }
        }
        return name.toString();
    }

    /** Looks for a word from the position on; leaves the position behind it. */
    boolean find(String word) {
        for (int i = position; i + word.length() <= bytes.length; i++) {
            if (bytes[i] == word.charAt(0) && matches(i, word)) {
                start = i;
                position = i + word.length();
                return true;
            }
        }
        position = bytes.length;
        return false;
    }
}
