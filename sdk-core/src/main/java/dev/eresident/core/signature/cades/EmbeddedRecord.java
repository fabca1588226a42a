package dev.eresident.core.signature.cades;

import dev.eresident.core.Bytes;
import dev.eresident.core.existence.DataObject;
import dev.eresident.core.internal.asn1.BerElement;
import dev.eresident.core.internal.asn1.BerReader;
import dev.eresident.core.internal.asn1.DerElement;
import dev.eresident.core.internal.asn1.DerReader;
import dev.eresident.core.internal.cms.CmsAttribute;
import dev.eresident.core.signature.Finding;
import dev.eresident.core.signature.FindingCode;
import dev.eresident.core.signature.validation.EvidenceValidation;
import dev.eresident.core.signature.validation.Judgement;
import dev.eresident.core.signature.validation.SignatureOutcome;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The evidence record in an unsigned attribute (RFC 4998 appendix A.1, EN 319 122-1 §5.6.2): it covers the whole document as received, its attached content too, but for the attribute that it is in.
 *
 * <p>Of a signature with one such record over attached content only; one for detached content, or one of several, proves nothing here and is said so.
 */
final class EmbeddedRecord {
    private final EvidenceValidation validation;

    EmbeddedRecord(EvidenceValidation validation) {
        this.validation = validation;
    }

    /** Since when all that the record covers existed; empty when there is no record, or when it proves nothing. */
    Optional<Instant> provenSince(CadesDocument document, CadesSignature signature, Instant at, Judgement judgement) {
        List<CmsAttribute> records = signature.signer().unsignedAttributes().stream()
                .filter(attribute -> isRecord(attribute.oid()))
                .toList();
        if (records.isEmpty()) {
            return Optional.empty();
        }
        CmsAttribute record = records.get(0);
        Optional<byte[]> whole = document.encoded();
        if (records.size() > 1
                || record.received().size() != 1
                || !record.oid().equals(CadesOid.EVIDENCE_RECORD_INTERNAL)
                || document.detached()
                || whole.isEmpty()) {
            judgement.warn(FindingCode.SIG_PROPERTY_NOT_JUDGED, "It is an evidence record.");
            return Optional.empty();
        }
        DataObject covered = DataObject.of(
                Bytes.of(without(whole.get(), document.signatures().indexOf(signature))));
        Judgement own = new Judgement("evidence record");
        SignatureOutcome outcome = validation.validate(
                "evidence record", record.received().get(0).toByteArray(), List.of(covered), List.of(), at, own);
        if (outcome.provenAt().isEmpty()) {
            String why = own.findings().stream().findFirst().map(Finding::text).orElse("");
            judgement.warn(FindingCode.ARCHIVE_TIMESTAMP_INVALID, "It is that of an evidence record. " + why);
        }
        return outcome.provenAt();
    }

    private static boolean isRecord(String oid) {
        return oid.equals(CadesOid.EVIDENCE_RECORD_INTERNAL) || oid.equals(CadesOid.EVIDENCE_RECORD_EXTERNAL);
    }

    /** The document without the record of one signer: every other byte as received, but for the lengths of what surrounds it. */
    private static byte[] without(byte[] document, int signer) {
        BerElement contentInfo = BerReader.of(document).next(DerElement.SEQUENCE);
        List<BerElement> outer = children(contentInfo);
        BerElement wrapped = outer.get(1);
        BerElement signedData = children(wrapped).get(0);
        List<BerElement> fields = children(signedData);
        BerElement signers = fields.get(fields.size() - 1);
        byte[] changed =
                replace(signers, signer, withoutRecord(children(signers).get(signer)));
        byte[] inner = replace(signedData, fields.size() - 1, changed);
        return replace(contentInfo, 1, replace(wrapped, 0, inner));
    }

    private static byte[] withoutRecord(BerElement signerInfo) {
        List<byte[]> fields = new ArrayList<>();
        for (BerElement field : children(signerInfo)) {
            if (field.tag() != DerElement.explicit(1)) {
                fields.add(field.encoded());
                continue;
            }
            List<byte[]> kept = children(field).stream()
                    .filter(attribute -> !isRecord(type(attribute)))
                    .map(BerElement::encoded)
                    .toList();
            if (!kept.isEmpty()) {
                fields.add(field.with(kept));
            }
        }
        return signerInfo.with(fields);
    }

    private static String type(BerElement attribute) {
        byte[] type = attribute.reader().next().definite();
        return DerReader.of(type, type.length).next().oid();
    }

    private static byte[] replace(BerElement parent, int index, byte[] child) {
        List<byte[]> parts = new ArrayList<>();
        children(parent).forEach(part -> parts.add(part.encoded()));
        parts.set(index, child);
        return parent.with(parts);
    }

    private static List<BerElement> children(BerElement parent) {
        List<BerElement> children = new ArrayList<>();
        BerReader reader = parent.reader();
        while (reader.hasNext()) {
            children.add(reader.next());
        }
        return children;
    }
}
