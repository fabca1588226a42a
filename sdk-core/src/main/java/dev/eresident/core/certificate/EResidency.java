package dev.eresident.core.certificate;

/** Whether a certificate proves e-residency: yes, no, or it cannot tell; always with the reason. */
public sealed interface EResidency {
    /** Why, in a sentence without personal data. */
    String reason();

    /** Discriminator for {@code switch} on Java 17. */
    Kind kind();

    /** The three answers. */
    enum Kind {
        /** The document is an e-resident's digital identity card. */
        YES,
        /** The document is of another type. */
        NO,
        /** The certificate cannot tell. */
        UNKNOWN
    }

    /** Proven: the document is an e-resident's. */
    record Yes(String reason) implements EResidency {
        @Override
        public Kind kind() {
            return Kind.YES;
        }
    }

    /** Proven: the document is of another type; says nothing about where the person lives. */
    record No(String reason) implements EResidency {
        @Override
        public Kind kind() {
            return Kind.NO;
        }
    }

    /** The certificate cannot tell. */
    record Unknown(String reason) implements EResidency {
        @Override
        public Kind kind() {
            return Kind.UNKNOWN;
        }
    }
}
