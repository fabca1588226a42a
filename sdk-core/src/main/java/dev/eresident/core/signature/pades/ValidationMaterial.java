package dev.eresident.core.signature.pades;

import dev.eresident.core.Bytes;
import dev.eresident.core.ProtocolException;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Validation data of the Document Security Store (ISO 32000-2 §12.8.4.3), those of VRI among them. Nothing of it is believed.
 *
 * @param certificates DER
 * @param ocspAnswers DER of OCSPResponses
 * @param crls DER
 */
public record ValidationMaterial(List<Bytes> certificates, List<Bytes> ocspAnswers, List<Bytes> crls) {
    private static final int MAX_ITEMS = 2_000;

    /** Copies the lists. */
    public ValidationMaterial {
        certificates = List.copyOf(certificates);
        ocspAnswers = List.copyOf(ocspAnswers);
        crls = List.copyOf(crls);
    }

    static boolean isIn(PdfObjects objects) {
        return !objects.dict(objects.catalog().get("DSS")).entries().isEmpty();
    }

    /** Gathers the stores of several revisions: a later one may have left out what an older signature needs. */
    static final class Collector {
        private final Set<Bytes> certificates = new LinkedHashSet<>();
        private final Set<Bytes> ocspAnswers = new LinkedHashSet<>();
        private final Set<Bytes> crls = new LinkedHashSet<>();
        private final PdfBudget budget;

        Collector(PdfBudget budget) {
            this.budget = budget;
        }

        /** Adds the store of a revision; what cannot be unpacked is as good as absent. */
        void add(PdfObjects objects) {
            PdfValue.Dict dss = objects.dict(objects.catalog().get("DSS"));
            Set<PdfValue> seen = new HashSet<>();
            collect(objects, dss.get("Certs"), certificates, seen);
            collect(objects, dss.get("OCSPs"), ocspAnswers, seen);
            collect(objects, dss.get("CRLs"), crls, seen);
            for (PdfValue item : objects.dict(dss.get("VRI")).entries().values()) {
                PdfValue.Dict vri = objects.dict(item);
                collect(objects, vri.get("Cert"), certificates, seen);
                collect(objects, vri.get("OCSP"), ocspAnswers, seen);
                collect(objects, vri.get("CRL"), crls, seen);
            }
        }

        private void collect(PdfObjects objects, PdfValue list, Set<Bytes> into, Set<PdfValue> seen) {
            for (PdfValue item : objects.array(list).items()) {
                budget.comparison();
                if (!seen.add(item) || !(objects.resolve(item) instanceof PdfValue.Stream stream)) {
                    continue;
                }
                if (seen.size() > MAX_ITEMS) {
                    throw PdfBudget.tooComplex("It holds too many validation data.");
                }
                try {
                    into.add(Bytes.of(
                            budget.unpack(stream.dict(), stream.content().stored())));
                } catch (ProtocolException e) {
                    if (!e.code().equals("PDF_MALFORMED")) {
                        throw e;
                    }
                }
            }
        }

        ValidationMaterial material() {
            return new ValidationMaterial(List.copyOf(certificates), List.copyOf(ocspAnswers), List.copyOf(crls));
        }
    }
}
