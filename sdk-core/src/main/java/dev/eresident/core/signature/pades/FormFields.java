package dev.eresident.core.signature.pades;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The form fields of one revision (ISO 32000-1 §12.7.3): signatures among them, and what the other objects of fields and pages are for. */
final class FormFields {
    private static final int MAX_FIELDS = 100_000;
    private static final int MAX_DEPTH = 100;

    /**
     * A field or widget.
     *
     * @param name fully qualified name
     * @param signature whether it is a signature field
     * @param dict its dictionary
     */
    record Field(String name, boolean signature, PdfValue.Dict dict) {}

    /**
     * A signature dictionary that a field has as value.
     *
     * @param names of the fields, in order
     * @param field dictionary of the first field
     * @param holder the object that holds the signature dictionary
     * @param dict the signature dictionary
     */
    record Signed(List<String> names, PdfValue.Dict field, PdfValue.Ref holder, PdfValue.Dict dict) {}

    private final PdfObjects objects;
    private final PdfBudget budget;
    private final Map<PdfValue.Ref, Field> fields = new LinkedHashMap<>();
    private final Map<PdfValue.Ref, Signed> signed = new LinkedHashMap<>();
    private int count;

    private FormFields(PdfObjects objects, PdfBudget budget) {
        this.objects = objects;
        this.budget = budget;
    }

    static FormFields of(PdfObjects objects, PdfBudget budget) {
        FormFields form = new FormFields(objects, budget);
        PdfValue.Dict root = objects.dict(objects.catalog().get("AcroForm"));
        form.walk(root.get("Fields"), "", "", 0);
        return form;
    }

    /** Fields and widgets that are objects of their own. */
    Map<PdfValue.Ref, Field> fields() {
        return fields;
    }

    /** Signature dictionaries by the object that holds them. */
    List<Signed> signed() {
        return List.copyOf(signed.values());
    }

    private void walk(PdfValue list, String prefix, String type, int depth) {
        if (depth > MAX_DEPTH) {
            throw PdfBudget.tooComplex("Its form is nested too deeply.");
        }
        for (PdfValue item : objects.array(list).items()) {
            budget.comparison();
            if (++count > MAX_FIELDS) {
                throw PdfBudget.tooComplex("Its form has too many fields.");
            }
            if (item instanceof PdfValue.Ref ref && fields.containsKey(ref)) {
                continue;
            }
            PdfValue.Dict field = objects.dict(item);
            String own = objects.text(field.get("T"));
            String name = own.isEmpty() ? prefix : prefix.isEmpty() ? own : prefix + "." + own;
            String ownType = objects.name(field.get("FT"));
            String inherited = ownType.isEmpty() ? type : ownType;
            boolean signature = inherited.equals("Sig");
            if (item instanceof PdfValue.Ref ref) {
                fields.put(ref, new Field(name, signature, field));
            }
            if (signature) {
                note(item, field, name);
            }
            walk(field.get("Kids"), name, inherited, depth + 1);
        }
    }

    private void note(PdfValue item, PdfValue.Dict field, String name) {
        PdfValue value = field.get("V");
        PdfValue.Dict dict = objects.dict(value);
        if (dict.entries().isEmpty()) {
            return;
        }
        PdfValue.Ref holder = value instanceof PdfValue.Ref ref
                ? ref
                : item instanceof PdfValue.Ref ref ? ref : new PdfValue.Ref(-1, signed.size());
        Signed before = signed.get(holder);
        List<String> names = new ArrayList<>(before == null ? List.of() : before.names());
        names.add(name);
        signed.put(holder, new Signed(names, before == null ? field : before.field(), holder, dict));
    }
}
