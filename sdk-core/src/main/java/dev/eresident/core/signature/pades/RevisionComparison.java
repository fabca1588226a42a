package dev.eresident.core.signature.pades;

import dev.eresident.core.signature.FindingCode;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Compares the revision that a signature covers with the last one, object by object from the trailer on. Without a word of the signer only that may be added which a further signature
 * or its validation data need; DocMDP and FieldMDP may permit more. One use, one thread.
 */
final class RevisionComparison {
    /** What a value is for: which of its parts may differ. */
    private enum Place {
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

    /** Under which permission a difference would stand. */
    private record Allowance(boolean annotation, @Nullable String field) {
        static final Allowance NONE = new Allowance(false, null);
        static final Allowance ANNOTATE = new Allowance(true, null);
    }

    private record Task(PdfValue old, PdfValue now, Place place, Allowance allowance, String where) {}

    private record Visit(PdfValue.Ref old, PdfValue.Ref now, Place place, Allowance allowance) {}

    private static final Set<String> FREE_IN_CATALOG = Set.of("DSS", "Extensions", "Version", "Metadata");
    private static final Set<String> SIGNED_IN_FIELD = Set.of("V", "AP", "M", "F", "P", "Type", "Subtype");
    private static final Set<String> FILLED_IN_FIELD = Set.of("V", "AP", "AS", "M", "I", "TI", "RV");
    private static final Set<String> COUNTED = Set.of("ParentTreeNextKey", "Limits");
    private static final int MAX_TEXTS = 10;
    private static final int MAX_PAGE_DEPTH = 200;

    private final PdfObjects old;
    private final PdfObjects now;
    private final FormFields oldForm;
    private final FormFields nowForm;
    private final Permissions permissions;
    private final AddedSignatures added;
    private final PdfBudget budget;
    private final Map<PdfValue.Ref, Long> oldOffsets;
    private final Map<PdfValue.Ref, Long> nowOffsets;
    private final Map<PdfValue.Ref, Place> roles = new HashMap<>();
    private final Deque<Task> tasks = new ArrayDeque<>();
    private final Set<Visit> visited = new HashSet<>();
    private final Set<String> forbidden = new LinkedHashSet<>();
    private final Set<String> permitted = new LinkedHashSet<>();

    RevisionComparison(
            PdfObjects old,
            PdfObjects now,
            FormFields oldForm,
            FormFields nowForm,
            Permissions permissions,
            AddedSignatures added,
            PdfBudget budget) {
        this.old = old;
        this.now = now;
        this.oldForm = oldForm;
        this.nowForm = nowForm;
        this.permissions = permissions;
        this.added = added;
        this.budget = budget;
        this.oldOffsets = old.offsets();
        this.nowOffsets = now.offsets();
    }

    /** Compares; returns what was found. */
    List<PdfRemark> remarks() {
        assignRoles();
        push(old.trailer(), now.trailer(), Place.TRAILER, Allowance.NONE, "");
        while (!tasks.isEmpty() && forbidden.size() < MAX_TEXTS) {
            budget.comparison();
            compare(tasks.pop());
        }
        List<PdfRemark> remarks = new ArrayList<>();
        if (!forbidden.isEmpty()) {
            remarks.add(PdfRemark.error(
                    FindingCode.CONTENT_CHANGED_AFTER_SIGNING, "Changed: " + String.join(", ", forbidden) + "."));
        }
        if (!permitted.isEmpty()) {
            remarks.add(PdfRemark.warning(
                    FindingCode.PDF_PERMITTED_CHANGE, "Changed: " + String.join(", ", permitted) + "."));
        }
        return remarks;
    }

    private void assignRoles() {
        if (old.trailer().get("Root") instanceof PdfValue.Ref root) {
            roles.put(root, Place.CATALOG);
        }
        PdfValue.Dict catalog = old.catalog();
        if (catalog.get("AcroForm") instanceof PdfValue.Ref form) {
            roles.put(form, Place.FORM);
        }
        if (catalog.get("StructTreeRoot") instanceof PdfValue.Ref structure) {
            roles.put(structure, Place.ADDITIVE);
        }
        pages(catalog.get("Pages"), new HashSet<>(), 0);
        oldForm.fields().keySet().forEach(ref -> roles.put(ref, Place.FIELD));
    }

    private void pages(PdfValue node, Set<PdfValue.Ref> seen, int depth) {
        budget.comparison();
        if (depth > MAX_PAGE_DEPTH) {
            throw PdfBudget.tooComplex("Its pages are nested too deeply.");
        }
        if (!(node instanceof PdfValue.Ref ref) || !seen.add(ref)) {
            return;
        }
        PdfValue.Dict dict = old.dict(node);
        if (dict.entries().containsKey("Kids")) {
            old.array(dict.get("Kids")).items().forEach(kid -> pages(kid, seen, depth + 1));
            return;
        }
        roles.put(ref, Place.PAGE);
        for (PdfValue annotation : old.array(dict.get("Annots")).items()) {
            if (annotation instanceof PdfValue.Ref a) {
                roles.put(a, Place.ANNOTATION);
            }
        }
    }

    private void push(PdfValue before, PdfValue after, Place place, Allowance allowance, String where) {
        tasks.push(new Task(before, after, place, allowance, where));
    }

    private void differ(Allowance allowance, String where) {
        boolean may = allowance.annotation()
                ? permissions.mayAnnotate()
                : allowance.field() != null && permissions.mayFill(allowance.field());
        (may ? permitted : forbidden).add(where.isEmpty() ? "the document" : where);
    }

    private void compare(Task task) {
        Place place = task.place();
        boolean sameSpot = false;
        @Nullable String field = null;
        if (task.old() instanceof PdfValue.Ref before) {
            place = roles.getOrDefault(before, place);
            FormFields.Field known = oldForm.fields().get(before);
            field = known == null ? null : known.name();
            if (task.now() instanceof PdfValue.Ref after) {
                if (!visited.add(new Visit(before, after, place, task.allowance()))) {
                    return;
                }
                sameSpot = before.equals(after) && sameSpot(before);
            }
        }
        PdfValue before = old.resolve(task.old());
        PdfValue after = now.resolve(task.now());
        if (place == Place.FIELDS || place == Place.ANNOTATIONS) {
            members(list(before), list(after), place, task);
        } else if (place == Place.FORM && before instanceof PdfValue.Nothing && after instanceof PdfValue.Dict form) {
            dict(PdfValue.Dict.EMPTY, form, place, field, task);
        } else if (before instanceof PdfValue.Dict a && after instanceof PdfValue.Dict b) {
            dict(a, b, place, field, task);
        } else if (before instanceof PdfValue.Array a && after instanceof PdfValue.Array b) {
            array(a.items(), b.items(), place, task);
        } else if (before instanceof PdfValue.Stream a && after instanceof PdfValue.Stream b) {
            dict(withoutLength(a.dict()), withoutLength(b.dict()), place, field, task);
            if (!sameSpot && !Arrays.equals(a.content().stored(), b.content().stored())) {
                differ(task.allowance(), task.where());
            }
        } else if (place == Place.ADDITIVE
                && after instanceof PdfValue.Array b
                && !(before instanceof PdfValue.Array)) {
            array(List.of(task.old()), b.items(), place, task);
        } else if (!before.equals(after)) {
            differ(task.allowance(), task.where());
        }
    }

    /** The bytes themselves are compared; a length that is a reference may be another object. */
    private static PdfValue.Dict withoutLength(PdfValue.Dict dict) {
        Map<String, PdfValue> entries = new LinkedHashMap<>(dict.entries());
        entries.remove("Length");
        return new PdfValue.Dict(entries);
    }

    private static List<PdfValue> list(PdfValue value) {
        return value instanceof PdfValue.Array array ? array.items() : List.of();
    }

    /** The object is the very same bytes in both revisions; what it refers to may still differ. */
    private boolean sameSpot(PdfValue.Ref ref) {
        Long before = oldOffsets.get(ref);
        return before != null && before > 0 && before.equals(nowOffsets.get(ref));
    }

    private void dict(PdfValue.Dict a, PdfValue.Dict b, Place place, @Nullable String field, Task task) {
        boolean signing = place == Place.FIELD && signedSince(task, a, b);
        Set<String> keys = new LinkedHashSet<>(a.entries().keySet());
        keys.addAll(b.entries().keySet());
        for (String key : keys) {
            budget.comparison();
            PdfValue before = a.get(key);
            PdfValue after = b.get(key);
            switch (place) {
                case TRAILER -> {
                    if (key.equals("Root")) {
                        push(before, after, Place.CATALOG, Allowance.NONE, "");
                    } else if (key.equals("Encrypt")) {
                        push(before, after, Place.PLAIN, Allowance.NONE, "encryption");
                    }
                }
                case CATALOG -> catalog(key, before, after);
                case FORM -> form(key, before, after);
                case PAGE -> page(key, before, after);
                case FIELD -> field(key, before, after, field == null ? "" : field, signing);
                case ANNOTATION -> push(before, after, Place.PLAIN, Allowance.ANNOTATE, "an annotation");
                case ADDITIVE -> {
                    if (!(before instanceof PdfValue.Nothing) && !COUNTED.contains(key)) {
                        push(before, after, Place.ADDITIVE, task.allowance(), named(task.where(), key));
                    }
                }
                default -> push(before, after, Place.PLAIN, task.allowance(), named(task.where(), key));
            }
        }
    }

    private static String named(String where, String key) {
        return where.isEmpty() ? key : where;
    }

    private void catalog(String key, PdfValue before, PdfValue after) {
        if (FREE_IN_CATALOG.contains(key) || (key.equals("Perms") && before instanceof PdfValue.Nothing)) {
            return;
        }
        Place place = switch (key) {
            case "AcroForm" -> Place.FORM;
            case "StructTreeRoot" -> Place.ADDITIVE;
            default -> Place.PLAIN;
        };
        push(before, after, place, Allowance.NONE, key);
    }

    private void form(String key, PdfValue before, PdfValue after) {
        switch (key) {
            case "Fields" -> push(before, after, Place.FIELDS, Allowance.NONE, "form fields");
            case "SigFlags" -> {}
            case "DR" -> {
                if (!(before instanceof PdfValue.Nothing)) {
                    push(before, after, Place.ADDITIVE, Allowance.NONE, "form resources");
                }
            }
            case "DA" -> {
                if (!(before instanceof PdfValue.Nothing)) {
                    push(before, after, Place.PLAIN, Allowance.NONE, "form appearance");
                }
            }
            case "NeedAppearances" -> {
                if (now.resolve(after).equals(new PdfValue.Bool(true))) {
                    push(before, after, Place.PLAIN, new Allowance(false, ""), "form appearance");
                }
            }
            default -> push(before, after, Place.PLAIN, Allowance.NONE, "form " + key);
        }
    }

    private void page(String key, PdfValue before, PdfValue after) {
        if (key.equals("Annots")) {
            push(before, after, Place.ANNOTATIONS, Allowance.NONE, "annotations");
        } else if (!key.equals("Tabs")) {
            push(before, after, Place.PLAIN, Allowance.NONE, "page " + key);
        }
    }

    private void field(String key, PdfValue before, PdfValue after, String name, boolean signing) {
        if (signing && SIGNED_IN_FIELD.contains(key)) {
            return;
        }
        Allowance allowance = FILLED_IN_FIELD.contains(key) && !signing ? new Allowance(false, name) : Allowance.NONE;
        push(before, after, Place.PLAIN, allowance, "a form field");
    }

    /** An empty signature field that was there may be signed, unless the signer permitted nothing. A signature that was there stays as it is. */
    private boolean signedSince(Task task, PdfValue.Dict a, PdfValue.Dict b) {
        FormFields.Field known =
                task.old() instanceof PdfValue.Ref ref ? oldForm.fields().get(ref) : null;
        return known != null
                && known.signature()
                && old.resolve(a.get("V")) instanceof PdfValue.Nothing
                && (added.allows(b.get("V"), task.now(), b) || kidOfSigned(b));
    }

    private boolean kidOfSigned(PdfValue.Dict widget) {
        return !widget.entries().containsKey("T")
                && added.allows(now.dict(widget.get("Parent")).get("V"), widget.get("Parent"), widget)
                && old.resolve(old.dict(widget.get("Parent")).get("V")) instanceof PdfValue.Nothing;
    }

    private void array(List<PdfValue> a, List<PdfValue> b, Place place, Task task) {
        if (place == Place.ADDITIVE) {
            additive(a, b, task);
            return;
        }
        if (a.size() != b.size()) {
            differ(task.allowance(), task.where());
            return;
        }
        for (int i = 0; i < a.size(); i++) {
            push(a.get(i), b.get(i), Place.PLAIN, task.allowance(), task.where());
        }
    }

    /** The old items stand among the new ones, in order. */
    private void additive(List<PdfValue> a, List<PdfValue> b, Task task) {
        int i = 0;
        for (PdfValue item : b) {
            budget.comparison();
            if (i < a.size()
                    && (item.equals(a.get(i)) || (!(item instanceof PdfValue.Ref) && similar(a.get(i), item)))) {
                push(a.get(i), item, Place.ADDITIVE, task.allowance(), task.where());
                i++;
            }
        }
        if (i < a.size()) {
            differ(task.allowance(), task.where());
        }
    }

    private static boolean similar(PdfValue a, PdfValue b) {
        return a.getClass() == b.getClass() && (a instanceof PdfValue.Array || a instanceof PdfValue.Dict);
    }

    /** Fields of a form or annotations of a page: the old ones stay, in order; new ones must belong to a signature. */
    private void members(List<PdfValue> a, List<PdfValue> b, Place place, Task task) {
        Allowance allowance = place == Place.ANNOTATIONS ? Allowance.ANNOTATE : Allowance.NONE;
        int i = 0;
        for (PdfValue item : b) {
            budget.comparison();
            boolean same = i < a.size() && item.equals(a.get(i));
            if (!same && item instanceof PdfValue.Ref ref && !oldForm.fields().containsKey(ref) && addable(ref)) {
                continue;
            }
            if (i < a.size() && (same || !(item instanceof PdfValue.Ref))) {
                push(a.get(i), item, Place.PLAIN, allowance, task.where());
                i++;
            } else if (i < a.size()
                    && permissions.mayAnnotate()
                    && a.subList(i, a.size()).contains(item)) {
                while (!item.equals(a.get(i))) {
                    i++;
                }
                differ(allowance, task.where());
                push(a.get(i), item, Place.PLAIN, allowance, task.where());
                i++;
            } else {
                differ(allowance, task.where());
            }
        }
        if (i < a.size()) {
            differ(allowance, task.where());
        }
    }

    /** A new signature field: signed, or neither signed nor visible. */
    private boolean addable(PdfValue.Ref ref) {
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
            return permissions.maySign() && !added.visible(widget);
        }
        return added.allows(value, holder, widget);
    }
}
