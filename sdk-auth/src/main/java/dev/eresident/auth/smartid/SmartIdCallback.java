package dev.eresident.auth.smartid;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * How the person came back from the app: the whole address that was called, for Web2App and App2App.
 *
 * @param url as requested, with its query; at most 4096 characters are looked at
 */
public record SmartIdCallback(String url) {
    private static final int LONGEST = 4096;
    private static final String DIGEST = "sessionSecretDigest";
    private static final String VERIFIER = "userChallengeVerifier";

    /** The parameter, if it stands there once. */
    private Optional<String> parameter(String name) {
        if (url.length() > LONGEST) {
            return Optional.empty();
        }
        List<String> found = new ArrayList<>();
        for (String part : url.substring(url.indexOf('?') + 1).split("&", -1)) {
            if (part.startsWith(name + "=")) {
                found.add(part.substring(name.length() + 1));
            }
        }
        return found.size() == 1 ? Optional.of(found.get(0)) : Optional.empty();
    }

    Optional<String> secretDigest() {
        return parameter(DIGEST);
    }

    Optional<String> challengeVerifier() {
        return parameter(VERIFIER);
    }

    /** The address as it was given to the app: up to the first parameter that the app added. */
    boolean returnsTo(String initialUrl) {
        return url.length() <= LONGEST
                && url.startsWith(initialUrl)
                && (url.startsWith("&" + DIGEST + "=", initialUrl.length())
                        || url.startsWith("?" + DIGEST + "=", initialUrl.length()));
    }

    /** Shows nothing. */
    @Override
    public String toString() {
        return "SmartIdCallback[redacted]";
    }
}
