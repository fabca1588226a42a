package dev.eresident.auth.smartid;

import java.util.Objects;

/**
 * One screen that the app may show.
 *
 * @param type which screen
 * @param text what it says: not blank, at most as long as the type allows
 */
public record Interaction(Type type, String text) {
    /** The screens. */
    public enum Type {
        /** A short text above the PIN pad: at most 60 characters. */
        DISPLAY_TEXT_AND_PIN("displayTextAndPIN", "displayText60", 60),
        /** A longer text to confirm first: at most 200 characters. */
        CONFIRMATION_MESSAGE("confirmationMessage", "displayText200", 200),
        /** A longer text, and three codes to choose from; only with notifications. */
        CONFIRMATION_MESSAGE_AND_CODE_CHOICE("confirmationMessageAndVerificationCodeChoice", "displayText200", 200);

        private final String wireName;
        private final String field;
        private final int longest;

        Type(String wireName, String field, int longest) {
            this.wireName = wireName;
            this.field = field;
            this.longest = longest;
        }

        /**
         * Returns the name on the wire.
         *
         * @return for example {@code displayTextAndPIN}
         */
        public String wireName() {
            return wireName;
        }

        String field() {
            return field;
        }
    }

    /**
     * Checks the length, counted in UTF-16 units, which is the stricter way.
     *
     * @throws IllegalArgumentException if the text is blank, too long, or holds half a character
     */
    public Interaction {
        Objects.requireNonNull(type, "type");
        if (text.isBlank()
                || text.length() > type.longest
                || text.codePoints().anyMatch(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE)) {
            throw new IllegalArgumentException(
                    "The text of " + type.wireName + " must have 1 to " + type.longest + " characters");
        }
    }

    /** Shows the type; the text may tell of the person's affairs. */
    @Override
    public String toString() {
        return "Interaction[" + type + "]";
    }
}
