package dev.eresident.auth.oidc;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.source.ImmutableJWKSet;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jose.util.Base64URL;
import com.nimbusds.jwt.JWTParser;
import com.nimbusds.oauth2.sdk.id.ClientID;
import com.nimbusds.oauth2.sdk.id.Issuer;
import com.nimbusds.openid.connect.sdk.Nonce;
import com.nimbusds.openid.connect.sdk.validators.IDTokenValidator;
import dev.eresident.auth.AssuranceLevel;
import dev.eresident.auth.TestClock;
import dev.eresident.core.CryptoChoice;
import dev.eresident.core.internal.crypto.SignatureVerifier;
import dev.eresident.sandbox.Sandbox;
import dev.eresident.sandbox.oidc.OidcFault;
import dev.eresident.sandbox.oidc.OidcFlavour;
import dev.eresident.sandbox.oidc.OidcService;
import dev.eresident.sandbox.pki.SignatureAlgorithm;
import dev.eresident.sandbox.web.WebRequest;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Judges tokens as another library does. That library reads the clock of the computer, so the tokens here are of now, and every time in them is minutes away from every
 * limit.
 */
class OidcOracleTest {
    private static final Duration SKEW = Duration.ofSeconds(10);
    private static final String NONCE = "nonce-of-the-login";
    private static final String ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

    private static Instant now;
    private static Sandbox sandbox;
    private static OidcService service;
    private static String issuer;
    private static IDTokenValidator oracle;
    private static List<JsonWebKey> keys;

    @BeforeAll
    static void start() throws ParseException {
        now = Clock.systemUTC().instant().truncatedTo(ChronoUnit.SECONDS);
        sandbox = Sandbox.builder().clock(new TestClock(now)).start();
        service = sandbox.oidc();
        issuer = service.issuer(OidcFlavour.EEID);
        byte[] set = service.answer(new WebRequest(
                        "GET", URI.create(issuer + ".well-known/jwks.json").getPath(), List.of(), new byte[0]))
                .body();
        keys = JsonWebKey.readSet(set);
        oracle = new IDTokenValidator(
                new Issuer(issuer),
                new ClientID(OidcService.CLIENT_ID),
                new JWSVerificationKeySelector<SecurityContext>(
                        Set.of(JWSAlgorithm.RS256, JWSAlgorithm.ES256, JWSAlgorithm.PS256),
                        new ImmutableJWKSet<>(JWKSet.parse(new String(set, StandardCharsets.UTF_8)))),
                null);
        oracle.setMaxClockSkew((int) SKEW.toSeconds());
    }

    @AfterAll
    static void stop() {
        sandbox.close();
    }

    @BeforeEach
    void accept() {
        service.accept();
    }

    private static String claims() {
        return "{\"iss\":\"" + issuer + "\",\"sub\":\"EE48402290000\",\"aud\":[\"" + OidcService.CLIENT_ID
                + "\"],\"exp\":" + second(600) + ",\"iat\":" + second(0) + ",\"nonce\":\"" + NONCE
                + "\",\"amr\":[\"idcard\"],\"acr\":\"high\",\"profile_attributes\":{\"given_name\":\"MARI\"}}";
    }

    private static long second(long offset) {
        return now.plusSeconds(offset).getEpochSecond();
    }

    private static Optional<OidcRefusal> ours(String token) {
        LoginProof login = new LoginProof(
                "eeID",
                issuer,
                OidcService.CLIENT_ID,
                EnumSet.of(OidcMethod.ID_CARD),
                AssuranceLevel.HIGH,
                now.minusSeconds(300),
                Step8Binding.hash(NONCE),
                Optional.empty(),
                true,
                token);
        return new Verification(
                        (id, algorithm) -> JsonWebKey.find(keys, id, algorithm),
                        SignatureVerifier.of(CryptoChoice.standard()),
                        now,
                        SKEW)
                .verify(login)
                .end(ok -> Optional.empty(), refused -> Optional.of(refused.code()));
    }

    private static boolean oracleAccepts(String token) {
        try {
            oracle.validate(JWTParser.parse(token), new Nonce(NONCE));
            return true;
        } catch (ParseException | BadJOSEException | JOSEException | IllegalArgumentException e) {
            return false;
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"RS256", "ES256", "PS256"})
    void whenATokenIsGood_thenBothAccept(SignatureAlgorithm algorithm) {
        service.signWith(algorithm);
        String token = service.signed(claims());

        assertThat(ours(token)).isEmpty();
        assertThat(oracleAccepts(token)).isTrue();
    }

    @ParameterizedTest
    @EnumSource(
            names = {
                "SIGNATURE",
                "ALG_NONE",
                "ALG_HS256",
                "ALG_RS512",
                "ALG_OTHER",
                "KEY_ID",
                "KEY_IN_TOKEN",
                "CRITICAL",
                "TYPE"
            })
    void whenATokenIsSignedWrongly_thenBothRefuse(OidcFault fault) {
        service.acceptWith(fault);
        String token = service.signed(claims());

        assertThat(ours(token)).isPresent();
        assertThat(oracleAccepts(token)).isFalse();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    "iss":"            | "iss":"x          | ISSUER_WRONG
                    "iss":             | "other":          | ISSUER_WRONG
                    ["sandbox-bank"]   | ["another"]       | AUDIENCE_WRONG
                    ["sandbox-bank"]   | "sandbox-bank"    |
                    ["sandbox-bank"]   | []                | AUDIENCE_WRONG
                    "aud":             | "other":          | AUDIENCE_WRONG
                    ["sandbox-bank"]   | ["sandbox-bank","another"] | AUDIENCE_WRONG
                    "aud":             | "azp":"sandbox-bank","aud": |
                    "nonce":"          | "nonce":"x        | NONCE_MISMATCH
                    "nonce":           | "other":          | NONCE_MISMATCH
                    "exp":             | "exp":1,"other":  | TOKEN_EXPIRED
                    "exp":             | "other":          | CLAIMS_MALFORMED
                    "exp":             | "exp":"x","other": | CLAIMS_MALFORMED
                    "iat":             | "other":          | CLAIMS_MALFORMED
                    "iat":             | "iat":9999999999,"other": | TOKEN_NOT_YET_VALID
                    "sub":             | "other":          | SUBJECT_MALFORMED
                    """)
    void whenOneClaimIsChanged_thenBothSayTheSame(String old, String changed, OidcRefusal expected) {
        String token = service.signed(claims().replace(old, changed));

        assertThat(ours(token)).isEqualTo(Optional.ofNullable(expected));
        assertThat(oracleAccepts(token)).isEqualTo(expected == null);
    }

    /** The deliberate differences: each time the other library accepts what this one refuses, never the other way round. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    Others in the audience are not trusted with anything | ["sandbox-bank"] | ["sandbox-bank","another"],"azp":"sandbox-bank" | AUDIENCE_WRONG
                    The authorised party is this client | "aud":  | "azp":"another","aud":         | AUDIENCE_WRONG
                    Not before is honoured            | "nonce": | "nbf":9999999999,"nonce":      | TOKEN_NOT_YET_VALID
                    Nothing older than the login      | "iat":   | "iat":1000000000,"other":      | TOKEN_TOO_OLD
                    A hash of a token that is not there | "nonce": | "at_hash":"AAAA","nonce":    | ACCESS_TOKEN_MISMATCH
                    The method is asked for           | idcard   | webauthn                       | METHOD_NOT_REQUESTED
                    Each method is asked for          | "idcard" | "idcard","smartid"             | METHOD_NOT_REQUESTED
                    The level is asked for            | "high"   | "low"                          | LEVEL_TOO_LOW
                    The subject is a person           | EE4840   | 4840                           | SUBJECT_MALFORMED
                    """)
    void whenThisLibraryIsStricter_thenForTheReasonThatIsGiven(
            String reason, String old, String changed, OidcRefusal expected) {
        String token = service.signed(claims().replace(old, changed));

        assertThat(ours(token)).as(reason).contains(expected);
        assertThat(oracleAccepts(token)).as(reason).isTrue();
    }

    @Test
    void whenNoKeyIsNamed_thenOnlyTheOtherLibraryTriesThemAll() {
        service.acceptWith(OidcFault.NO_KEY_ID);
        String token = service.signed(claims());

        assertThat(ours(token)).contains(OidcRefusal.KEY_UNKNOWN);
        assertThat(oracleAccepts(token)).isTrue();
    }

    @ParameterizedTest
    @EnumSource(names = {"RS256", "ES256", "PS256"})
    void whenATokenIsDamagedAnywhere_thenItIsRefusedAndTheOracleSeesNoOtherBytes(SignatureAlgorithm algorithm) {
        service.signWith(algorithm);
        String good = service.signed(claims());
        Random random = new Random(20261128);

        for (int i = 0; i < 600; i++) {
            String damaged = damaged(good, random);
            if (!damaged.equals(good)) {
                assertThat(ours(damaged)).as(damaged).isPresent();
                assertThat(!oracleAccepts(damaged) || sameBytes(damaged, good))
                        .as(damaged)
                        .isTrue();
            }
        }
    }

    private static String damaged(String token, Random random) {
        int place = random.nextInt(token.length());
        char letter = ALPHABET.charAt(random.nextInt(ALPHABET.length()));
        return switch (random.nextInt(4)) {
            case 0 -> token.substring(0, place) + letter + token.substring(place + 1);
            case 1 -> token.substring(0, place) + token.substring(place + 1);
            case 2 -> token.substring(0, place) + letter + token.substring(place);
            default -> token.substring(0, place);
        };
    }

    /** Base64 has several spellings of one value; this library takes one of them only. */
    private static boolean sameBytes(String one, String other) {
        String[] first = one.split("\\.", -1);
        String[] second = other.split("\\.", -1);
        for (int i = 0; i < 3; i++) {
            if (!Arrays.equals(new Base64URL(first[i]).decode(), new Base64URL(second[i]).decode())) {
                return false;
            }
        }
        return true;
    }
}
