package dev.eresident.payments.sca;

import dev.eresident.auth.webeid.WebEidRefusal;

/**
 * Why an order was not authorised. The names are stable; later releases may add some, so treat an unknown one as a refusal.
 *
 * <p>In the order of the checks. Each has a sentence for the operator's log and one for the payer; neither holds personal data.
 */
public enum AuthorisationRefusal {
    /** The guard does not know the challenge. */
    CHALLENGE_NOT_FOUND(
            "The challenge was never handed out, its value was changed, or it was forgotten after its expiry",
            Advice.AGAIN),
    /** The challenge was used before. */
    CHALLENGE_ALREADY_USED(
            "The challenge was used before: a replay, a double click, or a page that was sent twice", Advice.AGAIN),
    /** The answer came too late. */
    CHALLENGE_EXPIRED(
            "The answer came after the expiry of the challenge",
            "The authorisation took too long. Please start the payment again."),
    /** The challenge was made for something else. */
    CHALLENGE_WRONG_PURPOSE(
            "The challenge was handed out for another purpose than to authorise a payment", Advice.AGAIN),
    /** The challenge came back in another session. */
    CHALLENGE_WRONG_SESSION("The challenge was handed out in another browser session", Advice.AGAIN),
    /** The order is not the one that was to be authorised. */
    ORDER_CHANGED(
            "The order, its salt, expiry or payer is not what the challenge was made from: a field changed after the start",
            "The payment was changed in the meantime. Please check it and authorise it again."),
    /** The right of representation is for another company. */
    REPRESENTATION_OTHER_COMPANY(
            "The confirmed right of representation is for another company than the order's", Advice.AGAIN),
    /** The right of representation was confirmed too long ago, or the login that it rests on is over. */
    REPRESENTATION_STALE(
            "The right of representation, or the login that it rests on, is not valid any more: ask the register again",
            Advice.AGAIN),
    /** The token was refused; the case holds its own code. */
    TOKEN_REFUSED("The Web eID token was refused", Advice.AGAIN),
    /** Somebody else than the representative authorised. */
    NOT_THE_REPRESENTATIVE(
            "The card belongs to another person than the one whose right of representation was confirmed",
            "Please use your own card to authorise this payment."),
    /** Somebody else authorised, or by another right than at the start. */
    NOT_THE_PAYER(
            "The card belongs to another person than the one for whom the authorisation was started, or the right of representation is"
                    + " not the one of the start",
            "Please use your own card to authorise this payment."),
    /** The exemption cannot cover the order. */
    EXEMPTION_NOT_APPLICABLE(
            "The article does not cover this order: its amount, its currency or its kind",
            "Please authorise the payment."),
    /** A stored proof cannot be verified again. */
    PROOF_INCOMPLETE(
            "The proof is not one of an authorised payment of this release, or lacks what the verification needs",
            Advice.AGAIN);

    private final String operatorText;
    private final String userText;

    AuthorisationRefusal(String operatorText, String userText) {
        this.operatorText = operatorText;
        this.userText = userText;
    }

    static AuthorisationRefusal of(WebEidRefusal code) {
        return switch (code) {
            case CHALLENGE_NOT_FOUND -> CHALLENGE_NOT_FOUND;
            case CHALLENGE_ALREADY_USED -> CHALLENGE_ALREADY_USED;
            case NONCE_EXPIRED -> CHALLENGE_EXPIRED;
            case CHALLENGE_WRONG_PURPOSE -> CHALLENGE_WRONG_PURPOSE;
            case CHALLENGE_WRONG_SESSION -> CHALLENGE_WRONG_SESSION;
            case PROOF_INCOMPLETE -> PROOF_INCOMPLETE;
            default -> TOKEN_REFUSED;
        };
    }

    /**
     * Says what was wrong and, where something can be done, what to do.
     *
     * @return a sentence in English, without full stop
     */
    public String operatorText() {
        return operatorText;
    }

    /**
     * Says what the payer should do; use it as it is, or as the key of a translation.
     *
     * @return one or two sentences in English, which tell an attacker nothing about the checks
     */
    public String userText() {
        return userText;
    }

    private static final class Advice {
        private static final String AGAIN = "The payment was not authorised. Please start again.";
    }
}
