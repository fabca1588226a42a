package dev.eresident.core.signature.pades;

import dev.eresident.core.signature.FindingCode;
import dev.eresident.core.signature.pades.ObjectRoles.Place;
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

    private final PdfObjects old;
    private final PdfObjects now;
    private final FormFields oldForm;
    private final Permissions permissions;
    private final PdfBudget budget;
    private final Map<PdfValue.Ref, Long> oldOffsets;
    private final Map<PdfValue.Ref, Long> nowOffsets;
    private final Map<Long, Set<Long>> oldPlaces;
    private final Map<Long, Set<Long>> nowPlaces;
    private final Map<PdfValue.Ref, Place> roles;
    private final FurtherSignatures further;
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
        this.permissions = permissions;
        this.budget = budget;
        this.oldOffsets = old.offsets();
        this.nowOffsets = now.offsets();
        this.oldPlaces = places(oldOffsets);
        this.nowPlaces = places(nowOffsets);
        this.roles = new ObjectRoles(old, oldForm, budget).assign();
        this.further = new FurtherSignatures(old, now, oldForm, nowForm, added);
    }

    /** Compares; returns what was found. */
    List<PdfRemark> remarks() {
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
                if (before.equals(after) && isOfAnotherGeneration(before)) {
                    differ(task.allowance(), task.where());
                }
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
            boolean sameLength = old.resolve(a.dict().get("Length"))
                    .equals(now.resolve(b.dict().get("Length")));
            if (sameSpot
                    ? !sameLength
                    : !Arrays.equals(a.content().stored(), b.content().stored())) {
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

    /** Nothing for who reads by the letter, but the object of that number for others; it must not have changed then. */
    private boolean isOfAnotherGeneration(PdfValue.Ref ref) {
        return !nowOffsets.containsKey(ref)
                && !oldPlaces
                        .getOrDefault(ref.number(), Set.of())
                        .equals(nowPlaces.getOrDefault(ref.number(), Set.of()));
    }

    private static Map<Long, Set<Long>> places(Map<PdfValue.Ref, Long> offsets) {
        Map<Long, Set<Long>> places = new HashMap<>();
        offsets.forEach((ref, place) ->
                places.computeIfAbsent(ref.number(), number -> new HashSet<>(1)).add(place));
        return places;
    }

    private void dict(PdfValue.Dict a, PdfValue.Dict b, Place place, @Nullable String field, Task task) {
        boolean signing = place == Place.FIELD && further.signedSince(task.old(), task.now(), a, b);
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
        Map<PdfValue, Integer> lastPositions = permissions.mayAnnotate() ? lastPositions(a) : Map.of();
        int i = 0;
        for (PdfValue item : b) {
            budget.comparison();
            boolean same = i < a.size() && item.equals(a.get(i));
            if (!same
                    && item instanceof PdfValue.Ref ref
                    && !oldForm.fields().containsKey(ref)
                    && further.mayBeAdded(ref)) {
                continue;
            }
            if (i < a.size() && (same || !(item instanceof PdfValue.Ref))) {
                push(a.get(i), item, Place.PLAIN, allowance, task.where());
                i++;
            } else if (i < a.size() && permissions.mayAnnotate() && lastPositions.getOrDefault(item, -1) >= i) {
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

    /** Where each item stands last: asking the list each time would cost the product of both lists. */
    private static Map<PdfValue, Integer> lastPositions(List<PdfValue> items) {
        Map<PdfValue, Integer> positions = new HashMap<>();
        for (int i = 0; i < items.size(); i++) {
            positions.put(items.get(i), i);
        }
        return positions;
    }
}
