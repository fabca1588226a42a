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
 * @param judged the objects that hold signatures which came later and have a verdict of their own
 */
record AddedSignatures(PdfObjects now, Permissions permissions, Set<PdfValue> judged) {
    private static final List<String> ACTIONS = List.of("A", "AA");

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

    /** Readers draw by many an entry of a widget; one without area, or with nothing but its area, shows nothing. */
    private boolean draws(PdfValue.Dict widget) {
        List<PdfValue> rect = now.array(widget.get("Rect")).items();
        boolean flat = rect.size() == 4
                && (now.resolve(rect.get(0)).equals(now.resolve(rect.get(2)))
                        || now.resolve(rect.get(1)).equals(now.resolve(rect.get(3))));
        boolean widgetOrNone = now.resolve(widget.get("Subtype")) instanceof PdfValue.Nothing
                || now.name(widget.get("Subtype")).equals("Widget");
        return !widgetOrNone
                || ACTIONS.stream().anyMatch(key -> is(widget, key))
                || (!flat && is(widget, "AP"))
                || (!flat && is(widget, "MK"));
    }

    private boolean is(PdfValue.Dict widget, String key) {
        return !(now.resolve(widget.get(key)) instanceof PdfValue.Nothing);
    }
}
