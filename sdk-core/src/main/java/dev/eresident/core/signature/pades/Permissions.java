package dev.eresident.core.signature.pades;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What a signer permitted to be changed afterwards (ISO 32000-1 §12.8.2.2 and §12.8.2.4, ISO 32000-2 §12.7.5.5), read from the very revision that the signature covers.
 *
 * @param level DocMDP: 1 nothing, 2 filling in forms, 3 also annotations; 0 when nothing is said, which permits what a further signature needs
 * @param locks which fields are locked
 */
record Permissions(int level, List<Lock> locks) {
    private static final int MAX_LOCKS = 64;

    /**
     * Locked fields.
     *
     * @param action All, Include or Exclude
     * @param fields names
     */
    record Lock(String action, Set<String> fields) {
        boolean covers(String field) {
            return switch (action) {
                case "Include" -> named(field);
                case "Exclude" -> !named(field);
                default -> true;
            };
        }

        private boolean named(String field) {
            for (int dot = field.length(); dot >= 0; dot = field.lastIndexOf('.', dot - 1)) {
                if (fields.contains(field.substring(0, dot))) {
                    return true;
                }
                if (dot == 0) {
                    break;
                }
            }
            return false;
        }
    }

    /**
     * Reads the permissions.
     *
     * @param revision the revision that the signature covers
     * @param signature its dictionary in that revision
     * @param field its field in that revision
     * @return what may change
     */
    static Permissions of(PdfObjects revision, PdfValue.Dict signature, PdfValue.Dict field) {
        PdfValue.Dict certification =
                revision.dict(revision.dict(revision.catalog().get("Perms")).get("DocMDP"));
        List<Lock> locks = new ArrayList<>();
        int level = Math.min(level(revision, certification), level(revision, signature));
        PdfValue.Dict lock = revision.dict(field.get("Lock"));
        if (!lock.entries().isEmpty()) {
            locks.add(lock(revision, lock));
            if (lock.get("P") instanceof PdfValue.Num p) {
                level = Math.min(level, permitted(p));
            }
        }
        for (PdfValue item : references(revision, signature)) {
            PdfValue.Dict reference = revision.dict(item);
            if (revision.name(reference.get("TransformMethod")).equals("FieldMDP")) {
                locks.add(lock(revision, revision.dict(reference.get("TransformParams"))));
            }
        }
        return new Permissions(level == Integer.MAX_VALUE ? 0 : level, locks);
    }

    private static List<PdfValue> references(PdfObjects revision, PdfValue.Dict signature) {
        List<PdfValue> items = revision.array(signature.get("Reference")).items();
        if (items.size() > MAX_LOCKS) {
            throw PdfBudget.tooComplex("A signature has too many references.");
        }
        return items;
    }

    private static int level(PdfObjects revision, PdfValue.Dict signature) {
        int level = Integer.MAX_VALUE;
        for (PdfValue item : references(revision, signature)) {
            PdfValue.Dict reference = revision.dict(item);
            if (revision.name(reference.get("TransformMethod")).equals("DocMDP")) {
                PdfValue p = revision.resolve(
                        revision.dict(reference.get("TransformParams")).get("P"));
                level = Math.min(level, p instanceof PdfValue.Num number ? permitted(number) : 2);
            }
        }
        return level;
    }

    private static int permitted(PdfValue.Num p) {
        return p.value() == 3 ? 3 : p.value() == 2 ? 2 : 1;
    }

    private static Lock lock(PdfObjects revision, PdfValue.Dict lock) {
        Set<String> names = new HashSet<>();
        for (PdfValue name : revision.array(lock.get("Fields")).items()) {
            names.add(revision.text(name));
        }
        return new Lock(revision.name(lock.get("Action")), names);
    }

    /** Whether a value may be put into a field. */
    boolean mayFill(String field) {
        boolean locked = locks.stream().anyMatch(lock -> lock.covers(field));
        return !locked && (level >= 2 || (level == 0 && !locks.isEmpty()));
    }

    boolean mayAnnotate() {
        return level == 3;
    }

    /** Whether signatures other than document time-stamps may be added. */
    boolean maySign() {
        return level != 1;
    }
}
