package dev.eresident.core.signature.pades;

/** Which form fields a further signature or document time-stamp may bring, or fill. */
final class FurtherSignatures {
    private final PdfObjects old;
    private final PdfObjects now;
    private final FormFields oldForm;
    private final FormFields nowForm;
    private final AddedSignatures added;

    FurtherSignatures(PdfObjects old, PdfObjects now, FormFields oldForm, FormFields nowForm, AddedSignatures added) {
        this.old = old;
        this.now = now;
        this.oldForm = oldForm;
        this.nowForm = nowForm;
        this.added = added;
    }

    /** An empty signature field that was there may be signed, unless the signer permitted nothing. A signature that was there stays as it is. */
    boolean signedSince(PdfValue field, PdfValue fieldNow, PdfValue.Dict a, PdfValue.Dict b) {
        FormFields.Field known =
                field instanceof PdfValue.Ref ref ? oldForm.fields().get(ref) : null;
        return known != null
                && known.signature()
                && old.resolve(a.get("V")) instanceof PdfValue.Nothing
                && (added.allows(b.get("V"), fieldNow, b) || kidOfSigned(b));
    }

    private boolean kidOfSigned(PdfValue.Dict widget) {
        return !widget.entries().containsKey("T")
                && added.allows(now.dict(widget.get("Parent")).get("V"), widget.get("Parent"), widget)
                && old.resolve(old.dict(widget.get("Parent")).get("V")) instanceof PdfValue.Nothing;
    }

    /** A new signature field: signed, or neither signed nor visible. */
    boolean mayBeAdded(PdfValue.Ref ref) {
        FormFields.Field field = nowForm.fields().get(ref);
        if (field == null || !field.signature()) {
            return false;
        }
        PdfValue.Dict widget = field.dict();
        PdfValue value = widget.get("V");
        PdfValue holder = ref;
        if (now.resolve(value) instanceof PdfValue.Nothing) {
            holder = widget.get("Parent");
            value = now.dict(holder).get("V");
        }
        if (now.resolve(value) instanceof PdfValue.Nothing) {
            return added.permissions().maySign() && !added.visible(widget);
        }
        return added.allows(value, holder, widget);
    }
}
