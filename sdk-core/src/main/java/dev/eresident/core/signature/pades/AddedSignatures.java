package dev.eresident.core.signature.pades;

import java.util.List;
import java.util.Set;

/**
 * Which signatures may have been added after a revision, and may show something. Immutable.
 *
 * <p>A further signature draws what its signer wants, because it has a verdict of its own on the report. A document time-stamp and a placeholder that nobody signed have none: whoever adds one
 * could draw over what was signed, and so they must be invisible.
 *
 * @param now the last revision
 * @param permissions what the earlier signer permitted
 * @param judged the objects that hold the signatures with a verdict of their own
 */
record AddedSignatures(PdfObjects now, Permissions permissions, Set<PdfValue> judged) {
    /** Copies the set. */
    AddedSignatures {
        judged = Set.copyOf(judged);
    }

    /**
     * Tells whether a value may have been put into a signature field.
     *
     * @param value of the field
     * @param holder the field, which holds a value that is no object of its own
     * @param widget what shows it
     */
    boolean allows(PdfValue value, PdfValue holder, PdfValue.Dict widget) {
        PdfValue.Dict dict = now.dict(value);
        if (!dict.entries().containsKey("ByteRange")) {
            return false;
        }
        boolean stamp = now.name(dict.get("SubFilter")).equals("ETSI.RFC3161");
        boolean own = judged.contains(value instanceof PdfValue.Ref ? value : holder);
        return stamp ? !visible(widget) : permissions.maySign() && (own || !visible(widget));
    }

    /** Whether a field or widget may draw something; of what is nested more deeply than widgets in a field it is taken for granted. */
    boolean visible(PdfValue.Dict widget) {
        List<PdfValue> kids = now.array(widget.get("Kids")).items();
        for (PdfValue kid : kids) {
            PdfValue.Dict below = now.dict(kid);
            if (draws(below) || !now.array(below.get("Kids")).items().isEmpty()) {
                return true;
            }
        }
        return draws(widget);
    }

    private boolean draws(PdfValue.Dict widget) {
        List<PdfValue> rect = now.array(widget.get("Rect")).items();
        boolean area = rect.size() == 4
                && !now.resolve(rect.get(0)).equals(now.resolve(rect.get(2)))
                && !now.resolve(rect.get(1)).equals(now.resolve(rect.get(3)));
        return area && !(now.resolve(widget.get("AP")) instanceof PdfValue.Nothing);
    }
}
