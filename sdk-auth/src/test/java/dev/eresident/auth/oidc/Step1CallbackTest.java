package dev.eresident.auth.oidc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eresident.auth.AssuranceLevel;
import java.net.URI;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class Step1CallbackTest {
    private static final Instant AT = Instant.parse("2026-11-23T09:00:00Z");
    private static final OidcSession SESSION = new OidcSession(
            "https://idp.example",
            "bank",
            "https://bank.example/back",
            "s",
            "n",
            "v",
            Set.of(OidcMethod.ID_CARD),
            AssuranceLevel.HIGH,
            "https://idp.example/auth",
            AT,
            AT);

    /** RFC 9207 §2.4: a provider that promises to name itself must do so. */
    @ParameterizedTest
    @CsvSource({
        "false, state=s&code=a, PASSED",
        "true, state=s&code=a, CALLBACK_ISSUER_WRONG",
        "true, state=s&code=a&iss=https://idp.example, PASSED",
        "true, state=s&code=a&iss=https://idp.example/, CALLBACK_ISSUER_WRONG",
        "false, state=s&code=a&iss=, CALLBACK_ISSUER_WRONG",
        "true, state=s&error=access_denied, CALLBACK_ISSUER_WRONG"
    })
    void whenAProviderPromisesToNameItself_thenItMust(boolean promised, String query, String expected) {
        URI address = URI.create("https://idp.example/any");
        Metadata metadata = new Metadata("https://idp.example", address, address, address, Optional.empty(), promised);

        String result = new Step1Callback(SESSION, metadata)
                .check(new OidcCallback(query))
                .end(code -> "PASSED", refused -> refused.code().name());

        assertThat(result).isEqualTo(expected);
    }
}
