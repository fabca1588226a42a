package dev.eresident.core.signature.pades;

import dev.eresident.core.Bytes;
import dev.eresident.core.ProtocolException;
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

    static ValidationMaterial of(PdfObjects objects, PdfBudget budget) {
        PdfValue.Dict dss = objects.dict(objects.catalog().get("DSS"));
        Set<Bytes> certificates = new LinkedHashSet<>();
        Set<Bytes> ocspAnswers = new LinkedHashSet<>();
        Set<Bytes> crls = new LinkedHashSet<>();
        Set<PdfValue> seen = new LinkedHashSet<>();
        collect(objects, dss.get("Certs"), certificates, seen, budget);
        collect(objects, dss.get("OCSPs"), ocspAnswers, seen, budget);
        collect(objects, dss.get("CRLs"), crls, seen, budget);
        for (PdfValue item : objects.dict(dss.get("VRI")).entries().values()) {
            PdfValue.Dict vri = objects.dict(item);
            collect(objects, vri.get("Cert"), certificates, seen, budget);
            collect(objects, vri.get("OCSP"), ocspAnswers, seen, budget);
            collect(objects, vri.get("CRL"), crls, seen, budget);
        }
        return new ValidationMaterial(List.copyOf(certificates), List.copyOf(ocspAnswers), List.copyOf(crls));
    }

    private static void collect(
            PdfObjects objects, PdfValue list, Set<Bytes> into, Set<PdfValue> seen, PdfBudget budget) {
        for (PdfValue item : objects.array(list).items()) {
            budget.comparison();
            if (!seen.add(item) || !(objects.resolve(item) instanceof PdfValue.Stream stream)) {
                continue;
            }
            if (seen.size() > MAX_ITEMS) {
                throw PdfBudget.tooComplex("It holds too many validation data.");
            }
            try {
                into.add(Bytes.of(budget.unpack(stream.dict(), stream.content().stored())));
            } catch (ProtocolException e) {
                if (!e.code().equals("PDF_MALFORMED")) {
                    throw e;
                }
            }
        }
    }
}
