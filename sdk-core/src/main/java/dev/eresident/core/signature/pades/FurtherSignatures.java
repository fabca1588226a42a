package dev.eresident.core.signature.pades;

import java.util.List;

/** Which form fields a further signature or document time-stamp may bring, or fill. */
final class FurtherSignatures {
    private final PdfObjects old;
    private final PdfObjects now;
    private final FormFields oldForm;
    private final FormFields nowForm;
    private final Permissions permissions;

    FurtherSignatures(PdfObjects old, PdfObjects now, FormFields oldForm, FormFields nowForm, Permissions permissions) {
        this.old = old;
        this.now = now;
        this.oldForm = oldForm;
        this.nowForm = nowForm;
        this.permissions = permissions;
    }

    /** An empty signature field that was there may be signed, unless the signer permitted nothing. A signature that was there stays as it is. */
    boolean signedSince(PdfValue field, PdfValue.Dict a, PdfValue.Dict b) {
        FormFields.Field known =
                field instanceof PdfValue.Ref ref ? oldForm.fields().get(ref) : null;
        return known != null
                && known.signature()
                && old.resolve(a.get("V")) instanceof PdfValue.Nothing
                && (isSignature(b.get("V")) || kidOfSigned(b));
    }

    private boolean kidOfSigned(PdfValue.Dict widget) {
        return !widget.entries().containsKey("T")
                && isSignature(now.dict(widget.get("Parent")).get("V"))
                && old.resolve(old.dict(widget.get("Parent")).get("V")) instanceof PdfValue.Nothing;
    }

    private boolean isSignature(PdfValue value) {
        PdfValue.Dict dict = now.dict(value);
        boolean stamp = now.name(dict.get("SubFilter")).equals("ETSI.RFC3161");
        return dict.entries().containsKey("ByteRange") && (stamp || permissions.maySign());
    }

    /** A new signature field: signed, or neither signed nor visible. */
    boolean mayBeAdded(PdfValue.Ref ref) {
        FormFields.Field field = nowForm.fields().get(ref);
        if (field == null || !field.signature()) {
            return false;
        }
        PdfValue value = field.dict().get("V");
        if (now.resolve(value) instanceof PdfValue.Nothing) {
            value = now.dict(field.dict().get("Parent")).get("V");
        }
        if (isSignature(value)) {
            return true;
        }
        return now.resolve(value) instanceof PdfValue.Nothing && permissions.maySign() && !visible(field.dict());
    }

    private boolean visible(PdfValue.Dict widget) {
        List<PdfValue> rect = now.array(widget.get("Rect")).items();
        boolean area = rect.size() == 4
                && !now.resolve(rect.get(0)).equals(now.resolve(rect.get(2)))
                && !now.resolve(rect.get(1)).equals(now.resolve(rect.get(3)));
        boolean kids = !now.array(widget.get("Kids")).items().isEmpty();
        return kids || (area && !(now.resolve(widget.get("AP")) instanceof PdfValue.Nothing));
    }
}
