package dev.eresident.core.signature;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/** Writes PDFs byte by byte, revision after revision, right ones and wrong ones. One use. */
final class PdfForge {
    static final String HELVETICA = "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>";
    static final int CATALOG = 1;
    static final int PAGES = 2;
    static final int PAGE = 3;
    static final int TEXT = 4;
    static final int FORM = 5;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private Map<Integer, Integer> changed = new TreeMap<>();
    private int previous = -1;
    private int gapStart = -1;
    private int gapEnd = -1;

    /** Makes the digest and the CMS over the covered bytes. */
    interface Signer {
        byte[] cms(byte[] covered);
    }

    static PdfForge empty() {
        return new PdfForge().raw("%PDF-1.7\n%\u00e2\u00e3\u00cf\u00d3\n");
    }

    /** One page with a line of text, and a form without fields. */
    static PdfForge document() {
        return empty()
                .object(CATALOG, "<</Type/Catalog/Pages 2 0 R/AcroForm 5 0 R>>")
                .object(PAGES, "<</Type/Pages/Kids[3 0 R]/Count 1>>")
                .object(PAGE, page(""))
                .stream(TEXT, "", text("Pay 100 euros."))
                .object(FORM, "<</Fields[]>>");
    }

    static String page(String entries) {
        return "<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]/Contents 4 0 R" + entries + ">>";
    }

    static byte[] text(String line) {
        return ("BT /F1 12 Tf 20 100 Td (" + line + ") Tj ET").getBytes(StandardCharsets.ISO_8859_1);
    }

    /** Continues a finished file. */
    static PdfForge continuing(byte[] file) {
        PdfForge forge = new PdfForge();
        forge.out.writeBytes(file);
        String all = new String(file, StandardCharsets.ISO_8859_1);
        String table = all.substring(all.lastIndexOf("startxref") + 9).strip();
        forge.previous =
                Integer.parseInt(table.substring(0, table.indexOf('\n')).strip());
        return forge;
    }

    PdfForge raw(String bytes) {
        out.writeBytes(bytes.getBytes(StandardCharsets.ISO_8859_1));
        return this;
    }

    int position() {
        return out.size();
    }

    PdfForge object(int number, String body) {
        changed.put(number, out.size());
        return raw(number + " 0 obj\n" + body + "\nendobj\n");
    }

    PdfForge stream(int number, String entries, byte[] data) {
        changed.put(number, out.size());
        raw(number + " 0 obj\n<<" + entries + "/Length " + data.length + ">>\nstream\n");
        out.writeBytes(data);
        return raw("\nendstream\nendobj\n");
    }

    /** Lets the table of this revision point somewhere. */
    PdfForge pointing(int number, int offset) {
        changed.put(number, offset);
        return this;
    }

    int offset(int number) {
        return changed.getOrDefault(number, -1);
    }

    PdfForge finish() {
        return finish("");
    }

    /** Table, trailer and end of a revision. */
    PdfForge finish(String trailer) {
        StringBuilder lines = new StringBuilder(previous < 0 ? "0 1\n0000000000 65535 f\r\n" : "");
        changed.forEach((number, offset) ->
                lines.append(String.format(Locale.ROOT, "%d 1\n%010d 00000 n\r\n", number, offset)));
        return finish(lines.toString(), trailer);
    }

    /** Ends a revision with a table of these lines. */
    PdfForge finish(String lines, String trailer) {
        int start = out.size();
        raw("xref\n" + lines + "trailer\n<</Size 100/Root 1 0 R" + prev() + trailer + ">>\nstartxref\n" + start
                + "\n%%EOF\n");
        previous = start;
        changed = new TreeMap<>();
        return this;
    }

    /** The entry that names the table of the revision before. */
    String prev() {
        return previous < 0 ? "" : "/Prev " + previous;
    }

    byte[] bytes() {
        return out.toByteArray();
    }

    /** Adds a signature dictionary with a gap to be filled by {@link #signed}. */
    PdfForge signature(int number, String entries, int room) {
        changed.put(number, out.size());
        raw(number + " 0 obj\n<<" + entries + "/ByteRange [0 0000000000 0000000000 0000000000]/Contents ");
        gapStart = out.size();
        raw("<" + "0".repeat(2 * room) + ">");
        gapEnd = out.size();
        return raw(">>\nendobj\n");
    }

    byte[] signed(Signer signer) {
        return signed(signer, UnaryOperator.identity());
    }

    /** Fills in the last signature; the ranges may be changed before signing, so that nothing but them is wrong. */
    byte[] signed(Signer signer, UnaryOperator<int[]> ranges) {
        byte[] file = out.toByteArray();
        int[] n = ranges.apply(new int[] {0, gapStart, gapEnd, file.length - gapEnd});
        StringBuilder text = new StringBuilder("[");
        for (int one : n) {
            text.append(text.length() == 1 ? "" : " ").append(one);
        }
        put(file, gapStart, "/ByteRange [", String.format(Locale.ROOT, "%-" + BYTE_RANGE + "s", text + "]"));
        byte[] cms = signer.cms(covered(file, n));
        StringBuilder hex = new StringBuilder();
        for (byte b : cms) {
            hex.append(String.format(Locale.ROOT, "%02x", b));
        }
        if (hex.length() > gapEnd - gapStart - 2) {
            throw new IllegalArgumentException("no room for " + cms.length + " bytes");
        }
        System.arraycopy(hex.toString().getBytes(StandardCharsets.US_ASCII), 0, file, gapStart + 1, hex.length());
        return file;
    }

    private static final int BYTE_RANGE = "[0 0000000000 0000000000 0000000000]".length();

    private static byte[] covered(byte[] file, int[] n) {
        ByteArrayOutputStream covered = new ByteArrayOutputStream();
        for (int i = 0; i + 1 < n.length; i += 2) {
            int from = Math.max(0, Math.min(n[i], file.length));
            covered.write(file, from, Math.max(0, Math.min(n[i + 1], file.length - from)));
        }
        return covered.toByteArray();
    }

    private static void put(byte[] file, int before, String word, String text) {
        String all = new String(file, 0, before, StandardCharsets.ISO_8859_1);
        int at = all.lastIndexOf(word) + word.length() - 1;
        System.arraycopy(text.getBytes(StandardCharsets.US_ASCII), 0, file, at, text.length());
    }
}
