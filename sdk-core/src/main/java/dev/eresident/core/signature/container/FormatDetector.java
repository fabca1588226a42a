package dev.eresident.core.signature.container;

import dev.eresident.core.internal.zip.ByteSource;
import dev.eresident.core.signature.DocumentFormat;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Recognises from its first 4 KiB what a file is; the name of the file plays no part. Recognising is not judging. */
public final class FormatDetector {
    private static final int HEAD = 4 * 1024;
    private static final int PDF_HEAD = 1024;

    /** What the first bytes say. */
    public enum Kind {
        /** No bytes at all. */
        EMPTY(DocumentFormat.UNKNOWN),
        /** A ZIP archive, or one hidden behind other data: {@link AsicContainer} tells more. */
        ZIP(DocumentFormat.UNKNOWN),
        /** A PDF document. */
        PDF(DocumentFormat.PADES),
        /** A DigiDoc of the years 2002 to 2014 (SK-XML, DIGIDOC-XML). */
        DDOC(DocumentFormat.DDOC),
        /** An XML document, which may hold XAdES signatures. */
        XML(DocumentFormat.XADES),
        /** An XML evidence record (RFC 6283) or a DER one (RFC 4998). */
        EVIDENCE_RECORD(DocumentFormat.ERS),
        /** A CMS SignedData in DER, BER or PEM. */
        CMS(DocumentFormat.CADES),
        /** An RFC 3161 time-stamp token. */
        TIMESTAMP_TOKEN(DocumentFormat.TST),
        /** Anything else. */
        UNKNOWN(DocumentFormat.UNKNOWN);

        private final DocumentFormat format;

        Kind(DocumentFormat format) {
            this.format = format;
        }

        /**
         * Returns the format of the command-line contract.
         *
         * @return UNKNOWN for ZIP archives, whose format only their content tells
         */
        public DocumentFormat format() {
            return format;
        }
    }

    private static final byte[] SIGNED_DATA = {
        0x06, 0x09, 0x2a, (byte) 0x86, 0x48, (byte) 0x86, (byte) 0xf7, 0x0d, 1, 7, 2
    };
    private static final byte[] TST_INFO = {
        0x06, 0x0b, 0x2a, (byte) 0x86, 0x48, (byte) 0x86, (byte) 0xf7, 0x0d, 1, 9, 16, 1, 4
    };
    private static final byte[] UTF_8_MARK = {(byte) 0xef, (byte) 0xbb, (byte) 0xbf};

    private FormatDetector() {}

    /**
     * Recognises a source.
     *
     * @param source at least its first bytes are read
     * @return what it seems to be
     * @throws IOException if it cannot be read
     */
    public static Kind detect(ByteSource source) throws IOException {
        return detect(source.head(HEAD));
    }

    /**
     * Recognises the first bytes of a file.
     *
     * @param head up to 4 KiB; fewer only when the file is shorter
     * @return what it seems to be
     */
    public static Kind detect(byte[] head) {
        if (head.length == 0) {
            return Kind.EMPTY;
        }
        if (startsWith(head, new byte[] {'P', 'K', 3, 4}) || startsWith(head, new byte[] {'P', 'K', 5, 6})) {
            return Kind.ZIP;
        }
        if (head[0] == 0x30) {
            return der(head);
        }
        String text = text(head);
        if (text.startsWith("<")) {
            return xml(text);
        }
        if (text.startsWith("-----BEGIN PKCS7-----") || text.startsWith("-----BEGIN CMS-----")) {
            return Kind.CMS;
        }
        int pdf = text.indexOf("%PDF-");
        return pdf >= 0 && pdf < PDF_HEAD ? Kind.PDF : Kind.UNKNOWN;
    }

    private static Kind der(byte[] head) {
        int content = 2 + (head.length > 1 && (head[1] & 0x80) != 0 ? head[1] & 0x7f : 0);
        if (matches(head, content, SIGNED_DATA)) {
            // The type of the signed content follows version and digest algorithms.
            for (int at = content + SIGNED_DATA.length; at < Math.min(head.length, 512); at++) {
                if (matches(head, at, TST_INFO)) {
                    return Kind.TIMESTAMP_TOKEN;
                }
            }
            return Kind.CMS;
        }
        // EvidenceRecord ::= SEQUENCE { version INTEGER 1, digestAlgorithms SEQUENCE ... }
        return matches(head, content, new byte[] {2, 1, 1, 0x30}) ? Kind.EVIDENCE_RECORD : Kind.UNKNOWN;
    }

    private static Kind xml(String text) {
        String root = rootElement(text);
        if (root.isEmpty()) {
            return Kind.UNKNOWN;
        }
        int end = 0;
        while (end < root.length() && !Character.isWhitespace(root.charAt(end)) && "/>".indexOf(root.charAt(end)) < 0) {
            end++;
        }
        String name = root.substring(root.lastIndexOf(':', end - 1) + 1, end);
        if (name.equals("SignedDoc")) {
            return Kind.DDOC;
        }
        return name.equals("EvidenceRecord") ? Kind.EVIDENCE_RECORD : Kind.XML;
    }

    /** Skips declaration, comments, instructions and a document type; empty when no element starts in the first bytes. */
    private static String rootElement(String text) {
        int at = 0;
        while (true) {
            at = text.indexOf('<', at);
            if (at < 0 || at + 1 >= text.length()) {
                return "";
            }
            if (text.startsWith("<!--", at)) {
                at = after(text, "-->", at);
            } else if (text.charAt(at + 1) == '?') {
                at = after(text, "?>", at);
            } else if (text.charAt(at + 1) == '!') {
                at = after(text, ">", at);
            } else {
                return Character.isLetter(text.charAt(at + 1)) || text.charAt(at + 1) == '_'
                        ? text.substring(at + 1)
                        : "";
            }
        }
    }

    private static int after(String text, String end, int from) {
        int at = text.indexOf(end, from);
        return at < 0 ? text.length() : at + end.length();
    }

    /** The head as text without mark and leading white space; UTF-16 is recognised by its mark. */
    private static String text(byte[] head) {
        boolean utf16 = head.length > 1
                && ((head[0] == (byte) 0xfe && head[1] == (byte) 0xff)
                        || (head[0] == (byte) 0xff && head[1] == (byte) 0xfe));
        if (utf16) {
            return new String(head, StandardCharsets.UTF_16).stripLeading();
        }
        int start = marks(head);
        return new String(head, start, head.length - start, StandardCharsets.ISO_8859_1).stripLeading();
    }

    /** Where a document begins behind its UTF-8 byte order marks: some old programs have added one each time they wrote a file. */
    private static int marks(byte[] head) {
        int start = 0;
        while (matches(head, start, UTF_8_MARK)) {
            start += UTF_8_MARK.length;
        }
        return start;
    }

    private static boolean startsWith(byte[] head, byte[] prefix) {
        return matches(head, 0, prefix);
    }

    private static boolean matches(byte[] head, int at, byte[] part) {
        return at >= 0
                && head.length - at >= part.length
                && Arrays.equals(head, at, at + part.length, part, 0, part.length);
    }
}
