package dev.eresident.core.signature;

import dev.eresident.core.ProtocolException;
import dev.eresident.core.internal.xml.XmlReading;
import dev.eresident.core.internal.zip.ByteSource;
import dev.eresident.core.signature.validation.SignatureOutcome;
import dev.eresident.core.signature.xades.CanonicalForms;
import dev.eresident.core.signature.xades.SignedFiles;
import dev.eresident.core.signature.xades.XmlSignatures;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Judges one XML document: all its signatures, and what each covers. It is held in memory, under a limit. One use, one thread. */
final class XmlDocumentCheck {
    private final XmlReading xml;
    private final Judges judges;

    XmlDocumentCheck(XmlReading xml, Judges judges) {
        this.xml = xml;
        this.judges = judges;
    }

    CheckReport check(String name, ByteSource source, SignedFiles files, int limit, Instant at) throws IOException {
        if (source.size() > limit) {
            return refused(name, at, Verdict.UNREADABLE, Finding.error(FindingCode.TOO_LARGE, ""));
        }
        XmlSignatures document;
        try {
            document = XmlSignatures.parse(source.head((int) source.size()), xml);
        } catch (ProtocolException e) {
            FindingCode code = e.code().equals("XML_TOO_LARGE") ? FindingCode.TOO_LARGE : FindingCode.XML_MALFORMED;
            String text = e.getMessage() == null ? code.sentence() : code.sentence() + " " + e.getMessage();
            return refused(name, at, Verdict.UNREADABLE, new Finding(code, Finding.Severity.ERROR, "", text));
        }
        if (document.isPieceOfDdoc()) {
            return refused(name, at, Verdict.UNREADABLE, Finding.error(FindingCode.DDOC_PIECE, ""));
        }
        if (document.signatures().isEmpty()) {
            return refused(name, at, Verdict.UNSIGNED);
        }
        List<CheckedSignature> signatures =
                new ArrayList<>(document.signatures().size());
        List<String> covering = new ArrayList<>(1);
        CanonicalForms forms = new CanonicalForms();
        Verdict worst = Verdict.VALID;
        for (int i = 0; i < document.signatures().size(); i++) {
            SignatureOutcome outcome = judges.xades().validate(document, i, files, forms, at);
            CheckedSignature signature = CheckedSignature.of("#" + outcome.id(), outcome, judges.trust());
            signatures.add(signature);
            worst = worst.worst(signature.verdict());
            if (outcome.files().stream().anyMatch(f -> f.name().isEmpty())) {
                covering.add(signature.id());
            }
        }
        CheckReport.CheckedFile file = new CheckReport.CheckedFile(name, "text/xml", source.size(), covering);
        return new CheckReport(name, DocumentFormat.XADES, worst, at, List.of(file), signatures, List.of());
    }

    private static CheckReport refused(String name, Instant at, Verdict verdict, Finding... findings) {
        return new CheckReport(name, DocumentFormat.XADES, verdict, at, List.of(), List.of(), List.of(findings));
    }
}
