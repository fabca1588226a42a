package dev.eresident.core.signature.pades;

import dev.eresident.core.ProtocolException;
import dev.eresident.core.signature.pades.PdfLexer.Token;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Which objects one cross-reference table frees (ISO 32000-1 §7.5.4, §7.5.8): PDFBox passes over these entries. */
final class FreeEntries {
    private FreeEntries() {}

    /**
     * Reads the lines of a table that PDFBox has read. An entry in use without a place counts as free.
     *
     * @param file the document
     * @param start place of {@code xref}, or white space before it
     * @param end place behind the last line
     * @return numbers of objects
     * @throws ProtocolException PDF_MALFORMED when a line has other than two numbers, and two before them at the start of a section
     */
    static Set<Long> ofLines(byte[] file, int start, long end) {
        PdfLexer lexer = new PdfLexer(file, mark -> {});
        lexer.position(start);
        Set<Long> freed = new HashSet<>();
        List<Integer> numbers = new ArrayList<>(4);
        long number = 0;
        for (Token token = lexer.next(); token != Token.END && lexer.position() <= end; token = lexer.next()) {
            if (token == Token.INTEGER) {
                numbers.add(lexer.integer());
            } else if (lexer.isWord("n") || lexer.isWord("f")) {
                int size = numbers.size();
                if (size < 2 || size % 2 != 0) {
                    throw new ProtocolException("PDF_MALFORMED", "A table of the objects has an unusual line.");
                }
                number = size == 2 ? number + 1 : numbers.get(size - 4);
                if (lexer.isWord("f") || numbers.get(size - 2) == 0) {
                    freed.add(number);
                }
                numbers.clear();
            }
        }
        return freed;
    }

    /**
     * Reads the rows of a cross-reference stream.
     *
     * @param rows unpacked
     * @param typeWidth bytes of the type of an entry; without any, all are in use
     * @param width bytes of a row
     * @param index first number and count of each section
     * @return numbers of objects
     * @throws IOException when it cannot be unpacked
     */
    static Set<Long> ofRows(InputStream rows, int typeWidth, int width, List<Integer> index) throws IOException {
        Set<Long> freed = new HashSet<>();
        byte[] row = new byte[width];
        for (int i = 0; typeWidth > 0 && i + 1 < index.size(); i += 2) {
            for (int j = 0; j < index.get(i + 1); j++) {
                if (rows.readNBytes(row, 0, width) == 0) {
                    return freed;
                }
                int type = 0;
                for (int k = 0; k < typeWidth && k < width; k++) {
                    type |= row[k];
                }
                if (type == 0) {
                    freed.add((long) index.get(i) + j);
                }
            }
        }
        return freed;
    }
}
