package dev.eresident.core.certificate;

import java.util.function.Function;

/**
 * Whether a certificate proves e-residency: yes, no, or it cannot tell; always with the reason.
 *
 * <p>Only the card proves it. Smart-ID never does and Mobile-ID no more, so that a missing proof is the normal case and no refusal.
 */
public sealed interface EResidency {
    /**
     * Returns why.
     *
     * @return an English sentence without personal data
     */
    String reason();

    /**
     * Returns the answer, for {@code switch} on Java 17.
     *
     * @return the kind of this value
     */
    Kind kind();

    /**
     * Continues with one function per answer. There will never be a fourth.
     *
     * @param yes gets the proof
     * @param no gets the proof of the contrary
     * @param unknown gets why the certificate cannot tell
     * @param <R> what all return
     * @return what the function returned
     */
    default <R> R match(
            Function<? super Yes, ? extends R> yes,
            Function<? super No, ? extends R> no,
            Function<? super Unknown, ? extends R> unknown) {
        if (this instanceof Yes proven) {
            return yes.apply(proven);
        }
        if (this instanceof No other) {
            return no.apply(other);
        }
        return unknown.apply((Unknown) this);
    }

    /** The three answers. */
    enum Kind {
        /** The document is an e-resident's. */
        YES,
        /** The document is of another type. */
        NO,
        /** The certificate cannot tell. */
        UNKNOWN
    }

    /**
     * Proven: the document is an e-resident's.
     *
     * @param reason why
     */
    record Yes(String reason) implements EResidency {
        @Override
        public Kind kind() {
            return Kind.YES;
        }
    }

    /**
     * Proven: the document is of another type. Says nothing about where the person lives, and the same person may hold an e-resident's card too.
     *
     * @param reason why
     */
    record No(String reason) implements EResidency {
        @Override
        public Kind kind() {
            return Kind.NO;
        }
    }

    /**
     * The certificate cannot tell.
     *
     * @param reason why
     */
    record Unknown(String reason) implements EResidency {
        @Override
        public Kind kind() {
            return Kind.UNKNOWN;
        }
    }
}
