package dev.eresident.auth.signing;

import dev.eresident.auth.Refusal;

/** Why a signature was refused in the common shape; a method's own reasons are those of its own enum. */
public enum SigningRefusal implements Refusal {
    /** The deadline passed before there was an answer. */
    NO_ANSWER_IN_TIME(
            "The deadline of the caller passed before there was an answer",
            "There was no reaction in time. Please start again."),
    /** The caller gave up waiting. */
    CANCELLED("The caller cancelled the waiting", Advice.AGAIN),
    /** The method cannot sign like this. */
    ALGORITHM_NOT_SUPPORTED("This way of signing does not have the algorithm of the pending signature", Advice.OTHER),
    /** A session of another method was given. */
    SESSION_OF_OTHER_METHOD("The session was started by another way of signing, or its text was changed", Advice.AGAIN),
    /** What was signed is not what was pending. */
    SIGNED_OTHERWISE(
            "The value is not one over the pending digest by the pending certificate: the person signed with another one, or the session was changed",
            Advice.AGAIN);

    private final String operatorText;
    private final String userText;

    SigningRefusal(String operatorText, String userText) {
        this.operatorText = operatorText;
        this.userText = userText;
    }

    @Override
    public String operatorText() {
        return operatorText;
    }

    @Override
    public String userText() {
        return userText;
    }

    private static final class Advice {
        private static final String AGAIN = "This did not work. Please start again.";
        private static final String OTHER = "This way of signing cannot be used here. Please choose another one.";
    }
}
