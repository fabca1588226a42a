package dev.eresident.auth.oidc;

import dev.eresident.auth.AssuranceLevel;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What is asked of the provider. Start at {@link #login()}; the withers refine it.
 *
 * <p>What is asked is checked in the answer too, whether or not the provider can be told.
 *
 * @param methods which are accepted; empty for all that the provider vouches for with a state-issued means
 * @param level the least level that is accepted; empty for the provider's own: substantial, for GovSSO high
 * @param language of the provider's page, two letters of ISO 639-1, for example {@code et}, {@code en} or {@code ru}
 * @param country two letters of ISO 3166: sends the person to that country's means at once, for TARA with eIDAS alone
 */
public record OidcRequest(
        Set<OidcMethod> methods, Optional<AssuranceLevel> level, Optional<String> language, Optional<String> country) {
    private static final Pattern LANGUAGE = Pattern.compile("[a-z]{2}");
    private static final Pattern COUNTRY = Pattern.compile("[A-Z]{2}");

    /**
     * Checks the forms.
     *
     * @throws IllegalArgumentException if language or country have another form
     */
    public OidcRequest {
        methods = Set.copyOf(methods);
        if (!language.map(code -> LANGUAGE.matcher(code).matches()).orElse(true)) {
            throw new IllegalArgumentException("The language must be two small letters of ISO 639-1");
        }
        if (!country.map(code -> COUNTRY.matcher(code).matches()).orElse(true)) {
            throw new IllegalArgumentException("The country must be two capital letters of ISO 3166");
        }
    }

    /**
     * Asks for a login by any state-issued means at the provider's usual level.
     *
     * @return the request
     */
    public static OidcRequest login() {
        return new OidcRequest(Set.of(), Optional.empty(), Optional.empty(), Optional.empty());
    }

    /**
     * Accepts these methods only.
     *
     * @param accepted one or more
     * @return a request with them
     */
    public OidcRequest by(OidcMethod... accepted) {
        return new OidcRequest(Set.of(accepted), level, language, country);
    }

    /**
     * Accepts this level and higher ones.
     *
     * @param least the lowest
     * @return a request with it
     */
    public OidcRequest atLeast(AssuranceLevel least) {
        return new OidcRequest(methods, Optional.of(least), language, country);
    }

    /**
     * Shows the provider's page in a language.
     *
     * @param code for example {@code et}
     * @return a request with it
     * @throws IllegalArgumentException if it is not two small letters
     */
    public OidcRequest in(String code) {
        return new OidcRequest(methods, level, Optional.of(code), country);
    }

    /**
     * Sends the person to a country's means at once.
     *
     * @param code for example {@code BE}
     * @return a request with it
     * @throws IllegalArgumentException if it is not two capital letters
     */
    public OidcRequest from(String code) {
        return new OidcRequest(methods, level, language, Optional.of(code));
    }
}
