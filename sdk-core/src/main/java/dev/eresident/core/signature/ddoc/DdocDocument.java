package dev.eresident.core.signature.ddoc;

import dev.eresident.core.internal.xml.XmlElement;
import dev.eresident.core.signature.Finding;
import java.util.List;
import java.util.Optional;

/**
 * A document after the one pass.
 *
 * @param version its format; empty when it names none that is known
 * @param files data files in document order
 * @param signatures Signature elements in document order, whose parent is the root
 * @param duplicateIds whether an Id occurs twice among data files and signatures
 * @param findings what is wrong with the document as a whole
 */
record DdocDocument(
        Optional<DdocVersion> version,
        List<DdocFile> files,
        List<XmlElement> signatures,
        boolean duplicateIds,
        List<Finding> findings) {
    DdocDocument {
        files = List.copyOf(files);
        signatures = List.copyOf(signatures);
        findings = List.copyOf(findings);
    }
}
