package dev.eresident.core.signature.pades;

import dev.eresident.core.Bytes;
import dev.eresident.core.signature.pades.PdfLexer.Token;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads values by the letter of ISO 32000-1 §7.3, without a second guess: null is returned for what readers mend in ways of their own, such as a key that is stated twice with two values.
 * One thread.
 */
final class PdfSyntax {
    private static final int MAX_DEPTH = 100;
    private static final Pattern REAL = Pattern.compile("[+-]?(?:[0-9]+\\.[0-9]*|\\.[0-9]+)");
    private static final Pattern WHOLE = Pattern.compile("[+-]?[0-9]{1,18}");
    private static final Charset OTHER_NAMES = Charset.forName("windows-1252");

    private final byte[] bytes;
    private final PdfLexer lexer;

    PdfSyntax(byte[] bytes) {
        this.bytes = bytes;
        this.lexer = new PdfLexer(bytes, mark -> {});
    }

    /** Where the last token ends. */
    int position() {
        return lexer.position();
    }

    /** Reads the value that starts at a place. */
    @Nullable PdfValue value(int at) {
        lexer.position(at);
        return value(lexer.next(), 0);
    }

    /** Whether the next token is a word; it is passed. */
    boolean passes(String word) {
        return lexer.next() == Token.WORD && lexer.isWord(word);
    }

    /** Passes {@code n g obj}; whether it is the header of this object. */
    boolean header(int at, PdfValue.Ref ref) {
        lexer.position(at);
        return lexer.next() == Token.INTEGER
                && lexer.integer() == ref.number()
                && lexer.next() == Token.INTEGER
                && lexer.integer() == ref.generation()
                && lexer.next() == Token.WORD
                && lexer.isWord("obj");
    }

    private @Nullable PdfValue value(Token token, int depth) {
        if (depth > MAX_DEPTH) {
            return null;
        }
        return switch (token) {
            case INTEGER -> whole();
            case REAL -> real();
            case NAME -> new PdfValue.Name(name());
            case STRING -> new PdfValue.Text(Bytes.of(text()));
            case HEX -> new PdfValue.Text(Bytes.of(ContentsToken.decode(bytes, lexer.start() + 1, lexer.position())));
            case ARRAY_OPEN -> array(depth);
            case DICT_OPEN -> dict(depth);
            case WORD -> word();
            default -> null;
        };
    }

    private String token() {
        return new String(bytes, lexer.start(), lexer.position() - lexer.start(), StandardCharsets.ISO_8859_1);
    }

    private @Nullable PdfValue word() {
        return switch (token()) {
            case "true" -> new PdfValue.Bool(true);
            case "false" -> new PdfValue.Bool(false);
            case "null" -> PdfValue.NOTHING;
            default -> null;
        };
    }

    private @Nullable PdfValue real() {
        if (!REAL.matcher(token()).matches()) {
            return null;
        }
        float value = Float.parseFloat(token());
        return new PdfValue.Num(value == (long) value ? (long) value : value);
    }

    /** A whole number, or the reference that starts with it. */
    private @Nullable PdfValue whole() {
        String text = token();
        if (!WHOLE.matcher(text).matches()) {
            return null;
        }
        int number = lexer.integer();
        int after = lexer.position();
        if (lexer.next() == Token.INTEGER) {
            int generation = lexer.integer();
            if (lexer.next() == Token.WORD && lexer.isWord("R")) {
                return number < 0 || generation < 0 ? null : new PdfValue.Ref(number, generation);
            }
        }
        lexer.position(after);
        return new PdfValue.Num(Long.parseLong(text));
    }

    private @Nullable PdfValue array(int depth) {
        List<PdfValue> items = new ArrayList<>();
        for (Token token = lexer.next(); token != Token.ARRAY_CLOSE; token = lexer.next()) {
            PdfValue item = value(token, depth + 1);
            if (item == null) {
                return null;
            }
            items.add(item);
        }
        return new PdfValue.Array(items);
    }

    private @Nullable PdfValue dict(int depth) {
        Map<String, PdfValue> entries = new LinkedHashMap<>();
        for (Token token = lexer.next(); token != Token.DICT_CLOSE; token = lexer.next()) {
            if (token != Token.NAME) {
                return null;
            }
            String key = name();
            PdfValue value = value(lexer.next(), depth + 1);
            if (value == null) {
                return null;
            }
            PdfValue before = entries.putIfAbsent(key, value);
            if (before != null && !before.equals(value)) {
                return null;
            }
        }
        return new PdfValue.Dict(entries);
    }

    /** As UTF-8, else in the other set of letters, as PDFBox does. */
    private String name() {
        byte[] name = lexer.name().getBytes(StandardCharsets.ISO_8859_1);
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(name))
                    .toString();
        } catch (CharacterCodingException e) {
            return new String(name, OTHER_NAMES);
        }
    }

    private byte[] text() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        int end = lexer.position() - 1;
        for (int i = lexer.start() + 1; i < end; i++) {
            int b = bytes[i];
            if (b == '\\' && i + 1 < end) {
                i = escaped(out, i + 1, end);
            } else if (b == '\r') {
                out.write('\n');
                i += i + 1 < end && bytes[i + 1] == '\n' ? 1 : 0;
            } else {
                out.write(b);
            }
        }
        return out.toByteArray();
    }

    /** Writes what an escape stands for; returns the place of its last byte. */
    private int escaped(ByteArrayOutputStream out, int at, int end) {
        int b = bytes[at];
        int known = "nrtbf".indexOf(b);
        if (known >= 0) {
            out.write("\n\r\t\b\f".charAt(known));
        } else if (b >= '0' && b <= '7') {
            int value = 0;
            int i = at;
            for (; i < end && i < at + 3 && bytes[i] >= '0' && bytes[i] <= '7'; i++) {
                value = value * 8 + bytes[i] - '0';
            }
            out.write(value);
            return i - 1;
        } else if (b == '\r') {
            return at + 1 < end && bytes[at + 1] == '\n' ? at + 1 : at;
        } else if (b != '\n') {
            out.write(b);
        }
        return at;
    }
}
