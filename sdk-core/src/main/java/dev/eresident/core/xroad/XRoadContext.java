package dev.eresident.core.xroad;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Why, by whom and for whom a call is made. All of it is written to the message logs of both security servers.
 *
 * <p>The constructor throws {@link IllegalArgumentException} for texts outside their limits. The text form shows the operation only.
 *
 * @param operationId the caller's own id of the business operation, sent as {@code X-Road-Issue} ({@code xrd:issue}); the same for
 *     all attempts of one operation; 1 to 255 visible ASCII characters
 * @param userId the person who caused the call, country first, for example {@code EE} and a personal code; 3 to 255 visible ASCII characters
 *     without spaces
 * @param representedParty for whom the caller acts
 */
public record XRoadContext(
        Optional<String> operationId, Optional<String> userId, Optional<RepresentedParty> representedParty) {
    private static final Pattern OPERATION = Pattern.compile("[!-~](?:[ -~]{0,253}[!-~])?");
    private static final Pattern USER = Pattern.compile("[A-Z]{2}[!-~]{1,253}");
    private static final XRoadContext NONE = new XRoadContext(Optional.empty(), Optional.empty(), Optional.empty());

    /** Checks both texts. */
    public XRoadContext {
        operationId.ifPresent(
                text -> require(OPERATION, text, "An operation id has 1 to 255 visible ASCII characters"));
        userId.ifPresent(text ->
                require(USER, text, "A user id is two letters of a country and a code, at most 255 ASCII characters"));
    }

    private static void require(Pattern form, String text, String rule) {
        if (!form.matcher(text).matches()) {
            throw new IllegalArgumentException(rule);
        }
    }

    /**
     * Returns a context that says nothing.
     *
     * @return all parts empty
     */
    public static XRoadContext none() {
        return NONE;
    }

    /**
     * Sets the operation.
     *
     * @param id see the component
     * @return a copy
     */
    public XRoadContext withOperationId(String id) {
        return new XRoadContext(Optional.of(id), userId, representedParty);
    }

    /**
     * Sets the person who caused the call.
     *
     * @param id see the component
     * @return a copy
     */
    public XRoadContext withUserId(String id) {
        return new XRoadContext(operationId, Optional.of(id), representedParty);
    }

    /**
     * Sets for whom the caller acts.
     *
     * @param party the party
     * @return a copy
     */
    public XRoadContext withRepresentedParty(RepresentedParty party) {
        return new XRoadContext(operationId, userId, Optional.of(party));
    }

    /** Shows the operation, and nothing about persons. */
    @Override
    public String toString() {
        return "XRoadContext[" + operationId.orElse("-") + "]";
    }
}
