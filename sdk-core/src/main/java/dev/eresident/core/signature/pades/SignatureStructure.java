package dev.eresident.core.signature.pades;

import dev.eresident.core.Bytes;
import dev.eresident.core.signature.FindingCode;
import dev.eresident.core.signature.pades.RawScan.RawObject;
import dev.eresident.core.signature.pades.RawScan.RawSignature;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Checks a signature dictionary and its {@code ByteRange} on the bytes of the file alone (ISO 32000-1 §12.8.1, EN 319 142-1 §5.3). One document, one thread. */
final class SignatureStructure {
    private final byte[] file;
    private final RawScan scan;

    SignatureStructure(byte[] file, RawScan scan) {
        this.file = file;
        this.scan = scan;
    }

    /** Finds the dictionary among those that stand in the file itself; null unless there is exactly one with the same ranges in the object of its holder. */
    @Nullable RawSignature find(FormFields.Signed signed, PdfObjects objects, Map<PdfValue.Ref, Long> offsets) {
        Long offset = offsets.get(signed.holder());
        RawObject object = offset == null ? null : objectAt(offset);
        if (object == null || object.number() != signed.holder().number()) {
            return null;
        }
        List<Integer> numbers = new ArrayList<>(4);
        for (PdfValue item : objects.array(signed.dict().get("ByteRange")).items()) {
            if (!(item instanceof PdfValue.Num num) || num.value() != (int) num.value()) {
                return null;
            }
            numbers.add((int) num.value());
        }
        RawSignature found = null;
        for (RawSignature raw : scan.signatures()) {
            if (raw.object() == object.start() && raw.byteRange().equals(numbers)) {
                if (found != null) {
                    return null;
                }
                found = raw;
            }
        }
        return found;
    }

    /** The object that starts at an offset of a cross-reference table, white space before it allowed. */
    @Nullable RawObject objectAt(long offset) {
        if (offset <= 0 || offset >= file.length) {
            return null;
        }
        int at = (int) offset;
        while (at < file.length && PdfLexer.isWhite(file[at])) {
            at++;
        }
        return scan.startingAt(at);
    }

    /** Checks one dictionary; null stands for one that does not stand in the file itself. */
    PdfSignature check(
            String field, PdfSignature.Kind kind, @Nullable RawSignature raw, Optional<String> m, boolean byForm) {
        List<PdfRemark> remarks = new ArrayList<>();
        if (kind == PdfSignature.Kind.OTHER) {
            remarks.add(PdfRemark.error(FindingCode.PDF_SUBFILTER_REFUSED, ""));
        }
        Optional<ByteRange> range =
                raw == null ? broken(remarks, "Its dictionary is not found in the file.") : range(raw, remarks);
        byte[] contents = raw == null || raw.contentsStart() < 0
                ? new byte[0]
                : ContentsToken.decode(file, raw.contentsStart(), raw.contentsEnd());
        boolean covers = range.isPresent() && onlyWhiteFrom(range.get().end());
        return new PdfSignature(
                field,
                kind,
                cms(contents, remarks),
                range,
                m.flatMap(PdfDate::parse),
                m.isPresent(),
                covers,
                false,
                byForm ? remarks : withoutForm(remarks));
    }

    private static List<PdfRemark> withoutForm(List<PdfRemark> remarks) {
        List<PdfRemark> all = new ArrayList<>(remarks);
        all.add(PdfRemark.error(FindingCode.PDF_DAMAGED, ""));
        return all;
    }

    /** Whether a placeholder was prepared and never signed. */
    boolean blank(@Nullable RawSignature raw) {
        return raw != null
                && raw.contentsStart() >= 0
                && ContentsToken.isBlank(ContentsToken.decode(file, raw.contentsStart(), raw.contentsEnd()));
    }

    private static Bytes cms(byte[] contents, List<PdfRemark> remarks) {
        int length = ContentsToken.length(contents);
        if (length < 0) {
            remarks.add(PdfRemark.error(FindingCode.SIGNATURE_UNREADABLE, "Contents holds no CMS."));
            return Bytes.empty();
        }
        if (!ContentsToken.isBlank(Arrays.copyOfRange(contents, length, contents.length))) {
            broken(remarks, "Something unsigned stands behind the CMS.");
        }
        return Bytes.of(Arrays.copyOf(contents, length));
    }

    private static Optional<ByteRange> broken(List<PdfRemark> remarks, String why) {
        remarks.add(PdfRemark.error(FindingCode.PDF_BYTE_RANGE_INVALID, why));
        return Optional.empty();
    }

    private Optional<ByteRange> range(RawSignature raw, List<PdfRemark> remarks) {
        List<Integer> n = raw.byteRange();
        if (n.size() != 4) {
            return broken(remarks, "It does not have four whole numbers.");
        }
        long end = (long) n.get(2) + n.get(3);
        if (n.get(0) != 0 || n.get(1) <= 0 || n.get(2) < n.get(1) || end > file.length) {
            return broken(remarks, "It does not fit the file.");
        }
        ByteRange range = new ByteRange(n.get(1), n.get(2), (int) end);
        if (raw.contentsStart() != range.gapStart() || raw.contentsEnd() != range.gapEnd()) {
            broken(remarks, "It leaves out something else than the signature itself.");
        } else if (!endsRevision(range.end())) {
            broken(remarks, "It does not end where a revision of the document ends.");
        }
        return Optional.of(range);
    }

    /** Only a line end may stand between {@code %%EOF} and the end. */
    private boolean endsRevision(int end) {
        for (int mark : scan.ends()) {
            if (mark <= end && onlyWhite(mark, end)) {
                return true;
            }
        }
        return false;
    }

    private boolean onlyWhite(int from, int to) {
        for (int i = from; i < to; i++) {
            if (!PdfLexer.isWhite(file[i])) {
                return false;
            }
        }
        return true;
    }

    boolean onlyWhiteFrom(int position) {
        return onlyWhite(position, file.length);
    }

    /** Signatures cover each other like the shells of an onion: each one lies completely before the gap of the next. */
    static List<PdfSignature> nested(List<PdfSignature> ordered) {
        List<PdfSignature> result = new ArrayList<>(ordered);
        for (int i = 1; i < result.size(); i++) {
            Optional<ByteRange> before = result.get(i - 1).range();
            Optional<ByteRange> after = result.get(i).range();
            if (before.isPresent()
                    && after.isPresent()
                    && after.get().gapStart() < before.get().end()) {
                PdfRemark overlap =
                        PdfRemark.error(FindingCode.PDF_BYTE_RANGE_INVALID, "It overlaps that of another signature.");
                result.set(i - 1, result.get(i - 1).with(List.of(overlap)));
                result.set(i, result.get(i).with(List.of(overlap)));
            }
        }
        return result;
    }

    /** Checks on the bytes what was appended: whole objects only, each once in its revision, and each object in use is one of them. */
    List<PdfRemark> appended(int end, Map<PdfValue.Ref, Long> offsets) {
        for (int stray : scan.strays()) {
            if (stray >= end) {
                return changed("Bytes were appended that belong to no object.");
            }
        }
        int last = scan.ends().isEmpty() ? 0 : scan.ends().get(scan.ends().size() - 1);
        Set<Long> inRevision = new HashSet<>();
        Map<Integer, RawObject> newest = new LinkedHashMap<>();
        int next = 0;
        for (RawObject object : scan.objects()) {
            if (object.start() < end) {
                continue;
            }
            while (next < scan.ends().size() && scan.ends().get(next) <= object.start()) {
                inRevision.clear();
                next++;
            }
            if (!inRevision.add((long) object.number() << 32 | object.generation())) {
                return changed("An object was appended twice in one revision.");
            }
            if (object.start() >= last) {
                return changed("Objects were appended without a table of them.");
            }
            newest.put(object.number(), object);
        }
        for (Map.Entry<PdfValue.Ref, Long> entry : offsets.entrySet()) {
            if (entry.getValue() >= end) {
                RawObject object = objectAt(entry.getValue());
                if (object == null || object.number() != entry.getKey().number()) {
                    return changed("The table of objects points into the middle of something.");
                }
            }
        }
        return allNamed(newest, offsets) ? List.of() : changed("An object was appended that its table does not name.");
    }

    /** Whether the table has no appended object in an older place: a reader that looks for objects by itself takes the newest. One that is in no table at all, such as a table itself, changes none. */
    private boolean allNamed(Map<Integer, RawObject> newest, Map<PdfValue.Ref, Long> offsets) {
        Map<Long, Long> places = new HashMap<>();
        offsets.forEach((ref, place) -> places.put(ref.number(), place));
        for (RawObject object : newest.values()) {
            Long place = places.get((long) object.number());
            if (place != null) {
                RawObject named = objectAt(place < 0 ? places.getOrDefault(-place, 0L) : place);
                if (named == null || named.start() < object.start()) {
                    return false;
                }
            }
        }
        return true;
    }

    private static List<PdfRemark> changed(String why) {
        return List.of(PdfRemark.error(FindingCode.CONTENT_CHANGED_AFTER_SIGNING, why));
    }
}
