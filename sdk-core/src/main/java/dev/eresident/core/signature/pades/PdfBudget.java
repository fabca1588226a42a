package dev.eresident.core.signature.pades;

import dev.eresident.core.ProtocolException;
import java.io.ByteArrayOutputStream;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/** How much one document may make us do: unpacked bytes, values, cross-reference entries, comparisons. Not thread-safe; one per document. */
final class PdfBudget {
    /** Largest unpacked stream of validation data. */
    static final int MAX_MATERIAL = 4 << 20;

    private static final int MAX_VALUES = 4_000_000;
    private static final int MAX_XREF_ENTRIES = 1_000_000;
    private static final int MAX_COMPARISONS = 20_000_000;
    private static final long MAX_UNPACKED = 64L << 20;

    private long values;
    private long comparisons;
    private long unpacked;

    /** Counts values read, whatever they are. */
    void values(long count) {
        values += count;
        if (values > MAX_VALUES) {
            throw tooComplex("It holds too many values.");
        }
    }

    /** Counts one comparison of two values. */
    void comparison() {
        if (++comparisons > MAX_COMPARISONS) {
            throw tooComplex("Its revisions are too large to be compared.");
        }
    }

    /** Counts unpacked bytes. */
    void unpacked(long count) {
        unpacked += count;
        if (unpacked > MAX_UNPACKED) {
            throw tooComplex("It unpacks to too many bytes.");
        }
    }

    /** Starts over for another revision of the same document, which repeats what the first had. */
    void restart() {
        values = 0;
        unpacked = 0;
    }

    void xrefEntries(long count) {
        if (count > MAX_XREF_ENTRIES) {
            throw tooComplex("It holds too many objects.");
        }
        values(count);
    }

    static ProtocolException tooComplex(String why) {
        return new ProtocolException("PDF_TOO_COMPLEX", "The PDF exceeds a limit. " + why);
    }

    /**
     * Tells how long a deflated stream is unpacked, without keeping it.
     *
     * @param stored zlib bytes
     * @return bytes; those before the first error
     */
    long measure(byte[] stored) {
        long total = 0;
        long tokens = 0;
        boolean within = false;
        byte[] buffer = new byte[8192];
        Inflater inflater = new Inflater(true);
        try {
            int skip = Math.min(2, stored.length);
            inflater.setInput(stored, skip, stored.length - skip);
            int count;
            while ((count = inflater.inflate(buffer)) > 0) {
                total += count;
                unpacked(count);
                for (int i = 0; i < count; i++) {
                    int b = buffer[i];
                    boolean separates = (b <= ' ' && b >= 0) || b == '[' || b == '<' || b == '/' || b == '(';
                    if (b == '[' || b == '<' || (!within && !separates)) {
                        tokens++;
                    }
                    within = !separates;
                }
            }
        } catch (DataFormatException e) {
            // PDFBox too keeps what came before the error.
        } finally {
            inflater.end();
        }
        values(tokens);
        return total;
    }

    /**
     * Undoes the filter of a stream of validation data.
     *
     * @param dict its dictionary
     * @param stored its bytes
     * @return the content
     * @throws ProtocolException PDF_MALFORMED, PDF_TOO_COMPLEX
     */
    byte[] unpack(PdfValue.Dict dict, byte[] stored) {
        PdfValue filter = dict.get("Filter");
        if (filter instanceof PdfValue.Array array && array.items().size() <= 1) {
            filter = array.items().isEmpty() ? PdfValue.NOTHING : array.items().get(0);
        }
        if (filter instanceof PdfValue.Nothing) {
            if (stored.length > MAX_MATERIAL) {
                throw tooComplex("Its validation data are too large.");
            }
            return stored;
        }
        if (!(filter instanceof PdfValue.Name name)
                || !name.value().equals("FlateDecode")
                || !(dict.get("DecodeParms") instanceof PdfValue.Nothing)) {
            throw new ProtocolException("PDF_MALFORMED", "Validation data are stored in an unusual way.");
        }
        return inflate(stored);
    }

    private byte[] inflate(byte[] stored) {
        Inflater inflater = new Inflater();
        ByteArrayOutputStream out = new ByteArrayOutputStream(Math.max(64, stored.length));
        byte[] buffer = new byte[8192];
        try {
            inflater.setInput(stored);
            int count;
            while ((count = inflater.inflate(buffer)) > 0) {
                unpacked(count);
                out.write(buffer, 0, count);
                if (out.size() > MAX_MATERIAL) {
                    throw tooComplex("Its validation data are too large.");
                }
            }
        } catch (DataFormatException e) {
            throw new ProtocolException("PDF_MALFORMED", "Validation data cannot be unpacked.");
        } finally {
            inflater.end();
        }
        return out.toByteArray();
    }
}
