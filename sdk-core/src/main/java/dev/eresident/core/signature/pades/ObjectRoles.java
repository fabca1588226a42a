package dev.eresident.core.signature.pades;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** What each object of the signed revision is for, as its catalog, pages and form say; a later revision cannot change that. One use. */
final class ObjectRoles {
    /** What a value is for: which of its parts may differ. */
    enum Place {
        TRAILER,
        CATALOG,
        FORM,
        FIELDS,
        FIELD,
        PAGE,
        ANNOTATIONS,
        ANNOTATION,
        /** Entries may be added, none changed. */
        ADDITIVE,
        PLAIN
    }

    private static final int MAX_PAGE_DEPTH = 200;

    private final PdfObjects objects;
    private final FormFields form;
    private final PdfBudget budget;
    private final Map<PdfValue.Ref, Place> roles = new HashMap<>();

    ObjectRoles(PdfObjects objects, FormFields form, PdfBudget budget) {
        this.objects = objects;
        this.form = form;
        this.budget = budget;
    }

    /** The roles of those objects that have one. */
    Map<PdfValue.Ref, Place> assign() {
        if (objects.trailer().get("Root") instanceof PdfValue.Ref root) {
            roles.put(root, Place.CATALOG);
        }
        PdfValue.Dict catalog = objects.catalog();
        if (catalog.get("AcroForm") instanceof PdfValue.Ref acroForm) {
            roles.put(acroForm, Place.FORM);
        }
        if (catalog.get("StructTreeRoot") instanceof PdfValue.Ref structure) {
            roles.put(structure, Place.ADDITIVE);
        }
        pages(catalog.get("Pages"), new HashSet<>(), 0);
        form.fields().keySet().forEach(ref -> roles.put(ref, Place.FIELD));
        return roles;
    }

    private void pages(PdfValue node, Set<PdfValue.Ref> seen, int depth) {
        budget.comparison();
        if (depth > MAX_PAGE_DEPTH) {
            throw PdfBudget.tooComplex("Its pages are nested too deeply.");
        }
        if (!(node instanceof PdfValue.Ref ref) || !seen.add(ref)) {
            return;
        }
        PdfValue.Dict dict = objects.dict(node);
        if (dict.entries().containsKey("Kids")) {
            objects.array(dict.get("Kids")).items().forEach(kid -> pages(kid, seen, depth + 1));
            return;
        }
        roles.put(ref, Place.PAGE);
        for (PdfValue annotation : objects.array(dict.get("Annots")).items()) {
            if (annotation instanceof PdfValue.Ref a) {
                roles.put(a, Place.ANNOTATION);
            }
        }
    }
}
