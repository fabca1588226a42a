package dev.eresident.core.signature.pades;

/** Whether PDFBox can be used: it is an optional dependency, and needs its logging library, which is a module of its own. */
final class PdfSupport {
    private static final String PROBE = "org.apache.pdfbox.pdfparser.PDFParser";

    private PdfSupport() {}

    static boolean present() {
        try {
            Class.forName(PROBE, true, PdfSupport.class.getClassLoader());
            return true;
        } catch (ClassNotFoundException | LinkageError e) {
            return false;
        }
    }
}
