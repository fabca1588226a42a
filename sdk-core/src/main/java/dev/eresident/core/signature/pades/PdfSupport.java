package dev.eresident.core.signature.pades;

/** Whether PDFBox can be used: it is an optional dependency. */
final class PdfSupport {
    private static final String PROBE = "org.apache.pdfbox.pdfparser.PDFParser";

    private PdfSupport() {}

    static boolean present() {
        return present(PdfSupport.class.getClassLoader());
    }

    static boolean present(ClassLoader loader) {
        try {
            Class.forName(PROBE, false, loader);
            return true;
        } catch (ClassNotFoundException | LinkageError e) {
            return false;
        }
    }
}
