package dev.eresident.auth.webeid;

import dev.eresident.auth.Refusal;

/**
 * Why the browser or the phone sent no token, certificate or signature: the codes of web-eid.js and of the mobile app (Web eID §6), each with
 * a sentence for the person. A page may report the {@code code} of the rejected promise to its server for this.
 */
public enum WebEidClientError implements Refusal {
    /** The software did not answer in time. */
    ACTION_TIMEOUT("Your Web eID software did not answer in time. Please try again."),
    /** The person did not answer in time. */
    USER_TIMEOUT("That took too long. Please try again."),
    /** Extension and application, or the page's library, are not of the same time. */
    VERSION_MISMATCH("Your Web eID software is out of date. Please update it and try again."),
    /** One of them reports no version that is one. */
    VERSION_INVALID("Your Web eID software is out of date. Please update it and try again."),
    /** There is no extension in the browser. */
    EXTENSION_UNAVAILABLE(
            "The Web eID extension is missing in this browser. Please install or switch it on, and load the page again."),
    /** The extension finds no application. */
    NATIVE_UNAVAILABLE(
            "The Web eID application is missing on this computer. Please install it and start the browser again."),
    /** The page is not delivered over https. */
    CONTEXT_INSECURE("This page cannot use your card because its connection is not secure."),
    /** The person did not want to. */
    USER_CANCELLED("You have cancelled. You can start again at any time."),
    /** The application refused what the page asked for. */
    NATIVE_INVALID_ARGUMENT("Your Web eID software did not accept the request. Please start again."),
    /** The application failed. */
    NATIVE_FATAL("Your Web eID software failed. Please check card and reader, and try again."),
    /** Another request is open. */
    ACTION_PENDING("Another request to your card is still open. Please finish or cancel that one first."),
    /** The page left something out. */
    MISSING_PARAMETER("Your Web eID software did not accept the request. Please start again."),
    /** The app on the phone refused the link. */
    MOBILE_INVALID_REQUEST("The app did not accept the request. Please update it and start again."),
    /** The app on the phone failed. */
    MOBILE_UNKNOWN_ERROR("The app failed. Please try again."),
    /** Any other code, also of later releases of the software. */
    UNKNOWN_ERROR("Your Web eID software reported an error. Please try again.");

    private static final String PREFIX = "ERR_WEBEID_";

    private final String userText;

    WebEidClientError(String userText) {
        this.userText = userText;
    }

    /**
     * Finds the error of a code; hostile text gives {@link #UNKNOWN_ERROR}.
     *
     * @param code for example {@code ERR_WEBEID_USER_CANCELLED}, compared exactly
     * @return the error
     */
    public static WebEidClientError of(String code) {
        for (WebEidClientError error : values()) {
            if (error.code().equals(code)) {
                return error;
            }
        }
        return UNKNOWN_ERROR;
    }

    /**
     * Returns the code.
     *
     * @return as the software writes it
     */
    public String code() {
        return PREFIX + name();
    }

    @Override
    public String operatorText() {
        return "The card's software reported " + code();
    }

    @Override
    public String userText() {
        return userText;
    }
}
