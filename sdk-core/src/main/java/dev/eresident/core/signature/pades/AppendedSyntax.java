package dev.eresident.core.signature.pades;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Whether what was appended to a signed revision can be read in one way only: readers mend what is written badly in ways of their own, and one of them shows what was signed while another does
 * not.
 */
final class AppendedSyntax {
    private final byte[] file;
    private final RawScan scan;
    private final SignatureStructure structure;

    AppendedSyntax(byte[] file, RawScan scan, SignatureStructure structure) {
        this.file = file;
        this.scan = scan;
        this.structure = structure;
    }

    /**
     * Looks at all that stands behind a place.
     *
     * @param end where the signed revision ends
     * @return what is ambiguous, in words; empty when nothing is
     */
    Optional<String> ambiguity(int end) {
        List<int[]> between = new ArrayList<>();
        int from = end;
        for (RawScan.RawObject object : scan.objects()) {
            if (object.start() >= end) {
                if (!isPlain(object)) {
                    return Optional.of("An appended object can be read in more than one way.");
                }
                between.add(new int[] {from, object.start()});
                from = object.end();
            }
        }
        between.add(new int[] {from, file.length});
        int starts = 0;
        for (int[] part : between) {
            starts += places("startxref", part).size();
            for (int trailer : places("trailer", part)) {
                if (!isPlainTrailer(trailer)) {
                    return Optional.of("An appended trailer can be read in more than one way.");
                }
            }
        }
        int last = end;
        int ends = 0;
        for (int mark : scan.ends()) {
            if (mark > end) {
                ends++;
                last = mark;
            }
        }
        return starts == ends && structure.onlyWhiteFrom(last)
                ? Optional.empty()
                : Optional.of("It is not clear where a reader starts to read what was appended.");
    }

    private boolean isPlain(RawScan.RawObject object) {
        PdfSyntax syntax = new PdfSyntax(file);
        return syntax.header(object.start(), new PdfValue.Ref(object.number(), object.generation()))
                && syntax.value(syntax.position()) != null;
    }

    /** The newest trailer alone counts for most readers, so it must name all that they need. */
    private boolean isPlainTrailer(int at) {
        return new PdfSyntax(file).value(at + "trailer".length()) instanceof PdfValue.Dict trailer
                && trailer.get("Root") instanceof PdfValue.Ref
                && trailer.get("Size") instanceof PdfValue.Num;
    }

    private List<Integer> places(String word, int[] part) {
        PdfLexer lexer = new PdfLexer(file, mark -> {});
        List<Integer> places = new ArrayList<>(1);
        for (int i = part[0]; i + word.length() <= part[1]; i++) {
            if (lexer.matches(i, word)) {
                places.add(i);
            }
        }
        return places;
    }
}
