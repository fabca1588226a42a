package dev.eresident.core.signature.pades;

import dev.eresident.core.signature.pades.PdfLexer.Token;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A walk over the whole file that trusts no table: every object with its place, every dictionary with a {@code ByteRange}, every end of a revision, and what belongs to nothing.
 * Linear in the size of the file. Immutable once made.
 */
final class RawScan {
    /** An object as it stands in the file. */
    record RawObject(int number, int generation, int start, int end) {}

    /**
     * A dictionary with {@code ByteRange} and {@code Contents}, or one of them broken.
     *
     * @param object start of the object that holds it
     * @param byteRange its numbers; empty when they are not whole numbers, or stated more than once
     * @param contentsStart place of {@code <}; -1 when Contents is no string of hexadecimal digits, or stated more than once
     * @param contentsEnd place after {@code >}
     * @param subFilter its SubFilter; empty when it has none
     */
    record RawSignature(int object, List<Integer> byteRange, int contentsStart, int contentsEnd, String subFilter) {}

    private static final int MAX_DEPTH = 500;
    private static final int MAX_STRAYS = 10_000;
    private static final int MAX_SIGNATURES = 10_000;

    private final List<RawObject> objects = new ArrayList<>();
    private final List<RawSignature> signatures = new ArrayList<>();
    private final List<Integer> ends = new ArrayList<>();
    private final List<Integer> strays = new ArrayList<>();
    private final Map<Integer, RawObject> byStart = new HashMap<>();
    private final PdfLexer lexer;
    private final int size;
    private final PdfBudget budget;

    private RawScan(byte[] file, PdfBudget budget) {
        this.lexer = new PdfLexer(file, ends::add);
        this.size = file.length;
        this.budget = budget;
    }

    /**
     * Walks over a file.
     *
     * @param file the document
     * @param budget how much it may make us do
     * @return what stands where
     * @throws dev.eresident.core.ProtocolException PDF_TOO_COMPLEX
     */
    static RawScan of(byte[] file, PdfBudget budget) {
        RawScan scan = new RawScan(file, budget);
        scan.walk();
        for (RawObject object : scan.objects) {
            scan.byStart.put(object.start(), object);
        }
        return scan;
    }

    List<RawObject> objects() {
        return objects;
    }

    List<RawSignature> signatures() {
        return signatures;
    }

    /** Positions behind each {@code %%EOF}, rising. */
    List<Integer> ends() {
        return ends;
    }

    /** Positions of what belongs to nothing, rising. */
    List<Integer> strays() {
        return strays;
    }

    @Nullable RawObject startingAt(int position) {
        return byStart.get(position);
    }

    private void walk() {
        for (Token token = next(); token != Token.END; token = next()) {
            if (token == Token.INTEGER) {
                object();
            } else if (token == Token.WORD && lexer.isWord("xref")) {
                table();
            } else if (token == Token.WORD && lexer.isWord("startxref")) {
                if (next() != Token.INTEGER) {
                    stray();
                }
            } else {
                stray();
            }
        }
    }

    private Token next() {
        budget.values(1);
        return lexer.next();
    }

    private void stray() {
        if (strays.size() == MAX_STRAYS) {
            throw PdfBudget.tooComplex("Most of it is no PDF.");
        }
        strays.add(Math.min(lexer.start(), size));
    }

    /** {@code xref}, its lines, {@code trailer} and a dictionary. */
    private void table() {
        Token token = next();
        while (token == Token.INTEGER || (token == Token.WORD && (lexer.isWord("n") || lexer.isWord("f")))) {
            token = next();
        }
        if (token != Token.WORD || !lexer.isWord("trailer") || next() != Token.DICT_OPEN) {
            lexer.position(lexer.start());
            return;
        }
        value(Token.DICT_OPEN, -1);
    }

    /** {@code n g obj … endobj}. */
    private void object() {
        int start = lexer.start();
        int number = lexer.integer();
        int after = lexer.position();
        boolean header = next() == Token.INTEGER;
        int generation = header ? lexer.integer() : -1;
        if (!header || next() != Token.WORD || !lexer.matches(lexer.start(), "obj") || number < 0 || generation < 0) {
            lexer.position(after);
            strayAt(start);
            return;
        }
        lexer.position(lexer.start() + 3);
        int length = value(next(), start);
        int before = lexer.position();
        Token token = next();
        if (token == Token.WORD && lexer.isWord("stream")) {
            stream(length);
            token = next();
        }
        if (token != Token.WORD || !lexer.isWord("endobj")) {
            lexer.position(Math.max(before, lexer.start()));
            strayAt(lexer.start());
        }
        objects.add(new RawObject(number, generation, start, lexer.position()));
    }

    private void strayAt(int position) {
        if (strays.size() == MAX_STRAYS) {
            throw PdfBudget.tooComplex("Most of it is no PDF.");
        }
        strays.add(position);
    }

    /** Skips the bytes of a stream: by its length when {@code endstream} follows, else up to the next {@code endstream} before {@code endobj}. */
    private void stream(int length) {
        int start = lexer.position();
        if (lexer.matches(start, "\r\n")) {
            start += 2;
        } else if (lexer.matches(start, "\n") || lexer.matches(start, "\r")) {
            start++;
        }
        if (length >= 0 && length <= size - start) {
            int marks = ends.size();
            lexer.position(start + length);
            if (lexer.next() == Token.WORD && lexer.isWord("endstream")) {
                return;
            }
            ends.subList(marks, ends.size()).clear();
        }
        lexer.position(start);
        while (lexer.find("endstream")) {
            int found = lexer.position();
            int marks = ends.size();
            if (lexer.next() == Token.WORD && lexer.isWord("endobj")) {
                lexer.position(found);
                return;
            }
            ends.subList(marks, ends.size()).clear();
            lexer.position(found);
        }
    }

    /** An open array or dictionary. */
    private static final class Frame {
        final boolean dict;
        String key = "";
        int valueTokens;
        int length = -1;
        int ranges;
        int contents;
        List<Integer> byteRange = List.of();
        final List<Integer> numbers = new ArrayList<>(4);
        boolean otherItems;
        int contentsStart = -1;
        int contentsEnd = -1;
        String subFilter = "";

        Frame(boolean dict) {
            this.dict = dict;
        }
    }

    /** Skips one value; returns {@code Length} when it is a dictionary that states one directly, else -1. */
    private int value(Token first, int object) {
        Token token = first;
        if (token != Token.ARRAY_OPEN && token != Token.DICT_OPEN) {
            reference(token);
            return -1;
        }
        Deque<Frame> open = new ArrayDeque<>();
        while (true) {
            Frame frame = open.peek();
            switch (token) {
                case ARRAY_OPEN, DICT_OPEN -> {
                    if (open.size() == MAX_DEPTH) {
                        throw PdfBudget.tooComplex("Its values are nested too deeply.");
                    }
                    if (frame != null) {
                        frame.valueTokens++;
                        frame.otherItems = true;
                    }
                    open.push(new Frame(token == Token.DICT_OPEN));
                }
                case ARRAY_CLOSE, DICT_CLOSE -> {
                    if (frame == null || frame.dict != (token == Token.DICT_CLOSE)) {
                        stray();
                        return -1;
                    }
                    open.pop();
                    close(frame, open.peek(), object);
                    if (open.isEmpty()) {
                        return frame.length;
                    }
                }
                case END -> {
                    stray();
                    return -1;
                }
                case WORD -> {
                    if (lexer.isWord("endobj") || lexer.isWord("obj")) {
                        lexer.position(lexer.start());
                        return -1;
                    }
                    item(frame, token);
                }
                default -> item(frame, token);
            }
            token = next();
        }
    }

    /** A number may be the start of a reference, the only value of three tokens. */
    private void reference(Token token) {
        if (token != Token.INTEGER) {
            if (token == Token.WORD && lexer.isWord("endobj")) {
                lexer.position(lexer.start());
            }
            return;
        }
        int after = lexer.position();
        if (lexer.next() != Token.INTEGER || lexer.next() != Token.WORD || !lexer.isWord("R")) {
            lexer.position(after);
        }
    }

    private void item(@Nullable Frame frame, Token token) {
        if (frame == null) {
            return;
        }
        if (!frame.dict) {
            if (token == Token.INTEGER && frame.numbers.size() < 5) {
                frame.numbers.add(lexer.integer());
            } else {
                frame.otherItems = true;
            }
            return;
        }
        if (token == Token.NAME && (frame.key.isEmpty() || frame.valueTokens > 0)) {
            frame.key = lexer.name();
            frame.valueTokens = 0;
            frame.ranges += frame.key.equals("ByteRange") ? 1 : 0;
            frame.contents += frame.key.equals("Contents") ? 1 : 0;
            return;
        }
        frame.valueTokens++;
        if (frame.key.equals("Length")) {
            frame.length = token == Token.INTEGER && frame.valueTokens == 1 ? lexer.integer() : -1;
        } else if (frame.key.equals("Contents") && token == Token.HEX) {
            frame.contentsStart = lexer.start();
            frame.contentsEnd = lexer.position();
        } else if (frame.key.equals("SubFilter") && token == Token.NAME) {
            frame.subFilter = lexer.name();
        }
    }

    private void close(Frame frame, @Nullable Frame parent, int object) {
        if (!frame.dict && parent != null && parent.dict && parent.key.equals("ByteRange")) {
            parent.byteRange = frame.otherItems || frame.numbers.contains(-1) ? List.of() : List.copyOf(frame.numbers);
        }
        if (frame.dict && frame.ranges > 0 && object >= 0) {
            if (signatures.size() == MAX_SIGNATURES) {
                throw PdfBudget.tooComplex("It holds too many signatures.");
            }
            boolean once = frame.ranges == 1 && frame.contents == 1;
            signatures.add(new RawSignature(
                    object,
                    once ? frame.byteRange : List.of(),
                    once ? frame.contentsStart : -1,
                    once ? frame.contentsEnd : -1,
                    frame.subFilter));
        }
    }
}
