package dev.eresident.auth.webeid;

import java.util.Objects;

/**
 * What the mobile app sent behind {@code #} when it returned to our page (Web eID §3). Nothing of it is believed: anybody can open the page
 * with a fragment of their own. The page posts the fragment as it is, with CSRF protection.
 */
public sealed interface MobileAnswer {
    /**
     * Reads a fragment.
     *
     * @param fragment standard or URL-safe Base64, with or without padding and a leading {@code #}; at most 90 000 characters
     * @return what it is, {@link Kind#UNREADABLE} for anything else
     */
    static MobileAnswer read(String fragment) {
        return MobileFragment.read(fragment);
    }

    /**
     * Tells the cases apart in a {@code switch} of Java 17.
     *
     * @return the case
     */
    Kind kind();

    /** The cases; later releases may add some: treat an unknown one as {@code UNREADABLE}. */
    enum Kind {
        /** A token: give it to {@link WebEid#finish}. */
        TOKEN,
        /** A signing certificate: give it to {@link CardSigning#certificate}. */
        CERTIFICATE,
        /** A signature: give it to {@link CardSigning#finish}. */
        SIGNATURE,
        /** The person or the app gave up. */
        FAILED,
        /** It is no answer of the app. */
        UNREADABLE
    }

    /**
     * A token.
     *
     * @param json for {@link WebEid#finish}
     */
    record Token(String json) implements MobileAnswer {
        /** Refuses null. */
        public Token {
            Objects.requireNonNull(json, "json");
        }

        @Override
        public Kind kind() {
            return Kind.TOKEN;
        }

        /** Shows nothing. */
        @Override
        public String toString() {
            return "Token[redacted]";
        }
    }

    /**
     * A signing certificate.
     *
     * @param json for {@link CardSigning#certificate}
     */
    record Certificate(String json) implements MobileAnswer {
        /** Refuses null. */
        public Certificate {
            Objects.requireNonNull(json, "json");
        }

        @Override
        public Kind kind() {
            return Kind.CERTIFICATE;
        }

        /** Shows nothing. */
        @Override
        public String toString() {
            return "Certificate[redacted]";
        }
    }

    /**
     * A signature.
     *
     * @param json for {@link CardSigning#finish}
     */
    record Signature(String json) implements MobileAnswer {
        /** Refuses null. */
        public Signature {
            Objects.requireNonNull(json, "json");
        }

        @Override
        public Kind kind() {
            return Kind.SIGNATURE;
        }

        /** Shows nothing. */
        @Override
        public String toString() {
            return "Signature[redacted]";
        }
    }

    /**
     * The person or the app gave up; let the person start again.
     *
     * @param error why
     */
    record Failed(WebEidClientError error) implements MobileAnswer {
        /** Refuses null. */
        public Failed {
            Objects.requireNonNull(error, "error");
        }

        @Override
        public Kind kind() {
            return Kind.FAILED;
        }
    }

    /** It is no answer of the app. */
    record Unreadable() implements MobileAnswer {
        @Override
        public Kind kind() {
            return Kind.UNREADABLE;
        }
    }
}
