package dev.eresident.core.signature.pades;

import dev.eresident.core.Bytes;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** A value of ISO 32000-1 §7.3, free of any library. References are not followed. */
sealed interface PdfValue {
    /** What is not there. */
    PdfValue NOTHING = new Nothing();

    /** The null object, and what is missing. */
    record Nothing() implements PdfValue {}

    /** A boolean. */
    record Bool(boolean value) implements PdfValue {}

    /** An integer or real number. */
    record Num(double value) implements PdfValue {}

    /** A name without its slash. */
    record Name(String value) implements PdfValue {}

    /** A string, decrypted. */
    record Text(Bytes bytes) implements PdfValue {
        /** Decodes a text string: UTF-16 or UTF-8 with its mark, else as Latin-1, which differs from PDFDocEncoding in punctuation only. */
        String decoded() {
            byte[] b = bytes.toByteArray();
            if (b.length >= 2 && b[0] == (byte) 0xfe && b[1] == (byte) 0xff) {
                return new String(b, 2, b.length - 2, StandardCharsets.UTF_16BE);
            }
            if (b.length >= 3 && b[0] == (byte) 0xef && b[1] == (byte) 0xbb && b[2] == (byte) 0xbf) {
                return new String(b, 3, b.length - 3, StandardCharsets.UTF_8);
            }
            return new String(b, StandardCharsets.ISO_8859_1);
        }
    }

    /** An array. */
    record Array(List<PdfValue> items) implements PdfValue {}

    /** A dictionary. */
    record Dict(Map<String, PdfValue> entries) implements PdfValue {
        /** An empty one. */
        static final Dict EMPTY = new Dict(Map.of());

        PdfValue get(String key) {
            return entries.getOrDefault(key, NOTHING);
        }
    }

    /** A stream: its dictionary and its bytes as stored, filters not undone. */
    record Stream(Dict dict, Content content) implements PdfValue {}

    /** A reference to an indirect object. */
    record Ref(long number, int generation) implements PdfValue {}

    /** Gives the bytes of a stream as stored. */
    @FunctionalInterface
    interface Content {
        /**
         * Reads the bytes.
         *
         * @return a fresh copy
         * @throws dev.eresident.core.ProtocolException PDF_MALFORMED
         */
        byte[] stored();
    }
}
