package dev.eresident.core.signature.cades;

import dev.eresident.core.ProtocolException;
import dev.eresident.core.internal.asn1.DerElement;
import dev.eresident.core.internal.cms.CmsAttribute;
import dev.eresident.core.internal.cms.CmsSigner;
import dev.eresident.core.signature.FindingCode;
import dev.eresident.core.signature.validation.Judgement;
import dev.eresident.core.signature.validation.Rules;
import java.time.Instant;
import java.util.Optional;

/** EN 319 102-1 §5.2.8 and §5.2.4: the attributes that must be signed, the signature policy, and attributes that are not judged. */
final class AttributeAcceptance {
    private AttributeAcceptance() {}

    static void accept(CadesSignature signature, Optional<Instant> claimedAt, Rules rules, Judgement judgement) {
        CmsSigner signer = signature.signer();
        if (claimedAt.isEmpty()) {
            judgement.fail(
                    FindingCode.SIG_CONSTRAINTS_FAILURE,
                    "The claimed signing time is missing or not a time with zone.");
        }
        Optional<DerElement> policy = signer.signed(CadesOid.SIGNATURE_POLICY);
        if (policy.isPresent() && policy.get().tag() == DerElement.NULL) {
            judgement.warn(FindingCode.SIG_POLICY_IMPLIED, "");
        } else if (policy.isPresent() && !rules.ask(Rules.Demand.KNOWN_POLICY)) {
            judgement.warn(FindingCode.SIGNATURE_POLICY_NOT_AVAILABLE, "");
        } else if (policy.isPresent()) {
            judgement.fail(FindingCode.SIGNATURE_POLICY_NOT_AVAILABLE, "");
        }
        if (signature.tooMany()) {
            judgement.fail(
                    FindingCode.FORMAT_FAILURE,
                    "The signature has more than " + CadesSignature.MAX_STAMPS + " time-stamps.");
        }
        for (CmsAttribute attribute : signer.unsignedAttributes()) {
            notJudged(attribute.oid())
                    .ifPresent(what -> judgement.warn(FindingCode.SIG_PROPERTY_NOT_JUDGED, "It is " + what + "."));
        }
    }

    private static Optional<String> notJudged(String oid) {
        return switch (oid) {
            case CadesOid.COUNTER_SIGNATURE -> Optional.of("a counter-signature");
            case CadesOid.CADES_C_TIMESTAMP, CadesOid.REFERENCES_TIMESTAMP ->
                Optional.of("a time-stamp over references to validation data");
            case CadesOid.ARCHIVE_TIMESTAMP_V1, CadesOid.LONG_TERM_VALIDATION ->
                Optional.of("an archive time-stamp of an early version");
            default -> Optional.empty();
        };
    }

    static Optional<Instant> claimedTime(CmsSigner signer) {
        try {
            return signer.signed(CmsSigner.SIGNING_TIME).map(DerElement::time);
        } catch (ProtocolException e) {
            return Optional.empty();
        }
    }
}
