package dev.eresident.core.signature.pades;

import java.util.List;
import java.util.Map;

/** The objects of one revision of a document, looked up one by one. One thread. */
interface PdfObjects extends AutoCloseable {
    /**
     * Returns the trailer.
     *
     * @return its dictionary
     */
    PdfValue.Dict trailer();

    /**
     * Looks an object up.
     *
     * @param ref which
     * @return the object; nothing when the revision has none of that number
     * @throws dev.eresident.core.ProtocolException PDF_MALFORMED, PDF_TOO_COMPLEX
     */
    PdfValue get(PdfValue.Ref ref);

    /**
     * Tells where the objects stand.
     *
     * @return reference → offset in the file, or the negative number of an object stream
     */
    Map<PdfValue.Ref, Long> offsets();

    @Override
    void close();

    /** Follows references until a value is reached, through at most eight. */
    default PdfValue resolve(PdfValue value) {
        PdfValue current = value;
        for (int i = 0; current instanceof PdfValue.Ref ref; i++) {
            current = i == 8 ? PdfValue.NOTHING : get(ref);
        }
        return current;
    }

    /** Follows references to a dictionary, that of a stream among them; empty when it is something else. */
    default PdfValue.Dict dict(PdfValue value) {
        PdfValue resolved = resolve(value);
        if (resolved instanceof PdfValue.Stream stream) {
            return stream.dict();
        }
        return resolved instanceof PdfValue.Dict dict ? dict : PdfValue.Dict.EMPTY;
    }

    /** Follows references to an array; empty when it is something else. */
    default PdfValue.Array array(PdfValue value) {
        return resolve(value) instanceof PdfValue.Array array ? array : new PdfValue.Array(List.of());
    }

    /** Follows references to a name; empty text when it is something else. */
    default String name(PdfValue value) {
        return resolve(value) instanceof PdfValue.Name name ? name.value() : "";
    }

    /** Follows references to a text string; empty when it is something else. */
    default String text(PdfValue value) {
        return resolve(value) instanceof PdfValue.Text text ? text.decoded() : "";
    }

    /** The document catalog. */
    default PdfValue.Dict catalog() {
        return dict(trailer().get("Root"));
    }
}
