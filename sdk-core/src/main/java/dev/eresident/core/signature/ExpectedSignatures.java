package dev.eresident.core.signature;

import dev.eresident.core.ConfigurationException;
import dev.eresident.core.TrustException;
import dev.eresident.core.id.PersonalCode;
import dev.eresident.core.id.SemanticsIdentifier;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/**
 * Whom the caller expects to have signed, and at which level: start at {@link #by}. Immutable, thread-safe.
 *
 * <p>This answers attacks that no check of a document can see, because what is left is a valid document: taking the signature of one of several signers away, or the proofs of a
 * signature, which lowers its level (signatures reference §19.1). A signature counts when it is VALID, reaches the level, and covers every file of the document. Signatures of a document that lies
 * inside another one do not count: check that document itself.
 */
public final class ExpectedSignatures {
    private final Set<SemanticsIdentifier> signers;
    private final Profile level;

    private ExpectedSignatures(Set<SemanticsIdentifier> signers, Profile level) {
        this.signers = signers;
        this.level = level;
    }

    /**
     * Expects these signers, all of them, at any level that the rules of the check accept.
     *
     * @param signers persons or organisations as certificates name them; of a personal code, {@link SemanticsIdentifier#of(PersonalCode)}
     * @return the expectation
     * @throws ConfigurationException EXPECTED_SIGNERS_EMPTY if there are none
     */
    public static ExpectedSignatures by(List<SemanticsIdentifier> signers) {
        if (signers.isEmpty()) {
            throw new ConfigurationException("EXPECTED_SIGNERS_EMPTY", "Name at least one expected signer.");
        }
        return new ExpectedSignatures(new LinkedHashSet<>(signers), Profile.B);
    }

    /**
     * Expects the signatures to have a level or a better one.
     *
     * @param minimum B, T, LT or LTA in this order; a time-mark (TM) counts as LT
     * @return the changed expectation
     */
    public ExpectedSignatures atLeast(Profile minimum) {
        return new ExpectedSignatures(signers, minimum);
    }

    /**
     * Looks for the expected signatures.
     *
     * @param report the report of a document
     * @return COMPLETE only when the document is VALID and every expected signer has signed all of it
     */
    public Outcome in(CheckReport report) {
        List<CheckedSignature> found = new ArrayList<>(signers.size());
        Set<SemanticsIdentifier> missing = new LinkedHashSet<>(signers);
        for (CheckedSignature signature : report.signatures()) {
            if (counts(signature, report)) {
                Set<SemanticsIdentifier> names = signature
                        .signer()
                        .map(c -> SignerNames.identifiers(c.subject()))
                        .orElse(Set.of());
                if (signers.stream().anyMatch(names::contains)) {
                    found.add(signature);
                    missing.removeAll(names);
                }
            }
        }
        return missing.isEmpty() && report.isValid()
                ? new Complete(found)
                : new Incomplete(List.copyOf(missing), report.verdict());
    }

    private boolean counts(CheckedSignature signature, CheckReport report) {
        return signature.verdict() == Verdict.VALID
                && rank(signature.profile()) >= rank(level)
                && !report.files().isEmpty()
                && report.files().stream().allMatch(file -> file.coveredBy().contains(signature.id()));
    }

    private static int rank(Profile level) {
        return switch (level) {
            case B -> 0;
            case T -> 1;
            case LT, TM -> 2;
            case LTA -> 3;
        };
    }

    /** Whether everybody has signed. Cases may be added: treat an unknown one as a refusal. */
    public sealed interface Outcome {
        /**
         * Tells the cases apart in a {@code switch} of Java 17.
         *
         * @return the case
         */
        default Kind kind() {
            return this instanceof Complete ? Kind.COMPLETE : Kind.INCOMPLETE;
        }

        /**
         * Continues with the signatures, or with the refusal.
         *
         * @param complete gets the signatures
         * @param otherwise gets any other outcome: treat it as a refusal
         * @param <R> what both return
         * @return what the function returned
         */
        default <R> R match(
                Function<? super Complete, ? extends R> complete, Function<? super Outcome, ? extends R> otherwise) {
            return this instanceof Complete yes ? complete.apply(yes) : otherwise.apply(this);
        }

        /**
         * Returns the signatures, for callers that prefer an exception.
         *
         * @return the signatures
         * @throws TrustException EXPECTED_SIGNATURE_MISSING if somebody has not signed
         */
        default Complete orElseThrow() {
            return match(complete -> complete, other -> {
                throw new TrustException(
                        "EXPECTED_SIGNATURE_MISSING",
                        "The document is not valid, or not everybody has signed it who should have: do not rely on it.");
            });
        }
    }

    /** The cases. */
    public enum Kind {
        /** The document is valid, and everybody has signed. */
        COMPLETE,
        /** Somebody has not signed as expected, or the document is not valid. */
        INCOMPLETE
    }

    /**
     * The document is valid, and everybody has signed.
     *
     * @param signatures those of the expected signers, in document order; a signer may have several
     */
    public record Complete(List<CheckedSignature> signatures) implements Outcome {
        /** Copies the list. */
        public Complete {
            signatures = List.copyOf(signatures);
        }
    }

    /**
     * Somebody has not signed as expected, or the document is not valid.
     *
     * @param missing whose signature is not there, not VALID, of a lower level, or does not cover everything; empty when only the document is at fault
     * @param verdict of the document
     */
    public record Incomplete(List<SemanticsIdentifier> missing, Verdict verdict) implements Outcome {
        /** Copies the list. */
        public Incomplete {
            missing = List.copyOf(missing);
        }
    }
}
