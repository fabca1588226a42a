package dev.eresident.auth;

/**
 * Why something was refused: what the enums of the ways in have in common. Later releases add codes, so treat an unknown one as a refusal.
 *
 * <p>Neither sentence holds personal data.
 */
public interface Refusal {
    /**
     * Returns the stable code.
     *
     * @return the constant's name, for example {@code USER_REFUSED}
     */
    String name();

    /**
     * Says what was wrong and, where something can be done, what to do.
     *
     * @return a sentence in English, without full stop, for the operator's log
     */
    String operatorText();

    /**
     * Says what the person should do; use it as it is, or as the key of a translation.
     *
     * @return one or two sentences in English, which tell an attacker nothing about the checks
     */
    String userText();
}
