package dev.eresident.core.signature.xades;

import dev.eresident.core.signature.FindingCode;
import dev.eresident.core.signature.Profile;
import dev.eresident.core.signature.validation.Judgement;
import dev.eresident.core.signature.validation.Rules;
import java.time.Instant;
import java.util.Optional;

/** EN 319 102-1 §5.2.8 and §5.2.4: the properties that must be signed, and the signature policy. */
final class SignatureAcceptance {
    private SignatureAcceptance() {}

    /** Exactly one reference must protect the signed properties; a signature that has none protects neither time nor certificate. */
    static void structure(ParsedSignature signature, Judgement judgement) {
        int claims = 0;
        for (DataReference reference : signature.references()) {
            if (reference.claimsSignedProperties()) {
                claims++;
            }
        }
        if (claims > 1) {
            judgement.fail(FindingCode.FORMAT_FAILURE, FindingCode.SIG_SIGNED_PROPERTIES_MULTIPLE, "");
        }
    }

    static void accept(ParsedSignature signature, Profile profile, Rules rules, Judgement judgement) {
        String own = "#" + signature.signedPropertiesId();
        boolean protectedProperties = false;
        for (DataReference reference : signature.references()) {
            protectedProperties |= reference.claimsSignedProperties()
                    && own.length() > 1
                    && reference.uri().equals(own);
        }
        if (!protectedProperties) {
            judgement.fail(FindingCode.SIG_CONSTRAINTS_FAILURE, FindingCode.SIG_SIGNED_PROPERTIES_MISSING, "");
        }
        if (claimedTime(signature).isEmpty()) {
            judgement.fail(
                    FindingCode.SIG_CONSTRAINTS_FAILURE,
                    "The claimed signing time is missing or not a time with zone.");
        }
        if (profile == Profile.TM && !isTimeMark21(signature.policy())) {
            judgement.fail(FindingCode.SIG_POLICY_WRONG, "");
        } else if (signature.policy() instanceof SignaturePolicy.Implied) {
            judgement.warn(FindingCode.SIG_POLICY_IMPLIED, "");
        } else if (signature.policy() instanceof SignaturePolicy.Explicit explicit && !explicit.isTimeMark()) {
            if (rules.ask(Rules.Demand.KNOWN_POLICY)) {
                judgement.fail(FindingCode.SIGNATURE_POLICY_NOT_AVAILABLE, "");
            } else {
                judgement.warn(FindingCode.SIGNATURE_POLICY_NOT_AVAILABLE, "");
            }
        }
        for (String name : signature.unjudged()) {
            judgement.warn(FindingCode.SIG_PROPERTY_NOT_JUDGED, "Its name is " + name + ".");
        }
    }

    private static boolean isTimeMark21(SignaturePolicy policy) {
        return policy instanceof SignaturePolicy.Explicit explicit && explicit.isTimeMark21();
    }

    /** An evidence record inside the signature is not judged: that there is one, and that it proves nothing, is said by a time that never comes. */
    static Optional<Instant> embeddedRecord(ParsedSignature signature) {
        return signature.unjudged().contains("SealingEvidenceRecords") ? Optional.of(Instant.MAX) : Optional.empty();
    }

    static Optional<Instant> claimedTime(ParsedSignature signature) {
        return signature.signingTime().flatMap(XmlDateTime::parse);
    }
}
