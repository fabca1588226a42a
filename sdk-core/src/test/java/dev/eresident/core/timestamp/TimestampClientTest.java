package dev.eresident.core.timestamp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.eresident.core.Bytes;
import dev.eresident.core.ConfigurationException;
import dev.eresident.core.EResidentException;
import dev.eresident.core.ProtocolException;
import dev.eresident.core.ServiceException;
import dev.eresident.core.TransportException;
import dev.eresident.core.TrustException;
import dev.eresident.core.certificate.Certificate;
import dev.eresident.core.internal.crypto.DigestAlgorithm;
import dev.eresident.core.testing.HandClock;
import dev.eresident.core.testing.RawServer;
import dev.eresident.core.timestamp.TimestampStatus.Problem;
import dev.eresident.core.transport.Transport;
import dev.eresident.core.trust.ServiceType;
import dev.eresident.core.trust.TrustAnchors;
import dev.eresident.core.trust.TrustPolicy;
import dev.eresident.core.trust.TrustedList;
import dev.eresident.sandbox.Sandbox;
import dev.eresident.sandbox.fault.TransportFault;
import dev.eresident.sandbox.junit.SandboxExtension;
import dev.eresident.sandbox.tsa.TsaFault;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.ASN1InputStream;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.BERSequence;
import org.bouncycastle.asn1.DERSequence;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(SandboxExtension.class)
class TimestampClientTest {
    private static final byte[] DIGEST = DigestAlgorithm.SHA256.digest(new byte[] {1, 2, 3});

    private final Transport transport = Transport.standard();
    private final Sandbox sandbox;
    private final Certificate tsa;
    private final TrustPolicy policy;

    TimestampClientTest(Sandbox sandbox) {
        this.sandbox = sandbox;
        this.tsa = Certificate.of(sandbox.pki().tsa().certificate());
        this.policy = listing(ServiceType.TSA_QTST, tsa);
    }

    private static TrustPolicy listing(ServiceType type, Certificate certificate) {
        return TrustPolicy.test(TrustAnchors.builder().add(type, certificate).build());
    }

    @BeforeEach
    @AfterEach
    void heal() {
        sandbox.tsa().heal();
    }

    @AfterEach
    void close() {
        transport.close();
    }

    private TimestampClient.Builder builder() {
        return TimestampClient.builder(transport, policy, sandbox.clock(), new SecureRandom(), sandbox.tsaUri());
    }

    private byte[] token(TsaFault fault) {
        return sandbox.tsa().token(DIGEST, sandbox.clock().instant(), fault);
    }

    private byte[] token() {
        return sandbox.tsa().token(DIGEST, sandbox.clock().instant(), null);
    }

    private Problem problem(TrustPolicy trust, byte[] token, byte[] digest) {
        TimestampStatus status = TimestampCheck.with(trust).check(TimestampToken.parse(token), digest, List.of());
        assertThat(status).isInstanceOf(TimestampStatus.Unacceptable.class);
        return ((TimestampStatus.Unacceptable) status).problem();
    }

    @Nested
    class Stamping {
        @Test
        void whenTheListOfItsAuthorityEnded_thenTheTokenIsRefused() {
            HandClock clock = new HandClock(sandbox.clock().instant());
            TrustedList list = TrustedList.parse(sandbox.pki().trustedList(), "list");
            TrustPolicy loaded = TrustPolicy.test(TrustAnchors.builder()
                    .addTrustedList(list, clock.instant(), clock)
                    .build());
            TimestampClient client = TimestampClient.builder(
                            transport, loaded, sandbox.clock(), new SecureRandom(), sandbox.tsaUri())
                    .build();
            assertThat(client.stamp(Bytes.of(DIGEST)).proof().qualified()).isTrue();

            clock.pass(Duration.ofSeconds(1));

            assertThatThrownBy(() -> client.stamp(Bytes.of(DIGEST)))
                    .isInstanceOfSatisfying(
                            TrustException.class, e -> assertThat(e.code()).isEqualTo("TSA_TOKEN_UNACCEPTABLE"));
        }

        @Test
        void whenStamped_thenTheTokenProvesTheTime() {
            ProvenTimestamp stamp = builder().build().stamp(Bytes.of(DIGEST));

            assertThat(stamp.proof().qualified()).isTrue();
            assertThat(stamp.proof().authority()).isEqualTo(tsa);
            assertThat(stamp.proof().imprintDigest()).isEqualTo("SHA-256");
            assertThat(stamp.token().nonce()).isPresent();
            assertThat(TimestampCheck.with(policy).check(stamp.token(), DIGEST, List.of()))
                    .isEqualTo(stamp.proof());
        }

        @Test
        void whenStampedTwice_thenTheNoncesDiffer() {
            TimestampClient client = builder().build();

            assertThat(client.stamp(Bytes.of(DIGEST)).token().nonce())
                    .isNotEqualTo(client.stamp(Bytes.of(DIGEST)).token().nonce());
        }

        @ParameterizedTest
        @CsvSource({
            "REJECTION, ServiceException, TSA_REJECTED",
            "WRONG_NONCE, ProtocolException, TSA_NONCE_MISMATCH",
            "MISSING_NONCE, ProtocolException, TSA_NONCE_MISMATCH",
            "WRONG_IMPRINT, ProtocolException, TSA_IMPRINT_MISMATCH",
            "BAD_SIGNATURE, TrustException, TSA_TOKEN_UNACCEPTABLE",
            "SIGNER_WITHOUT_PURPOSE, TrustException, TSA_TOKEN_UNACCEPTABLE",
            "SIGNER_EXPIRED, TrustException, TSA_TOKEN_UNACCEPTABLE"
        })
        void whenTheAuthorityMisbehaves_thenItsOwnException(TsaFault fault, String type, String code) {
            sandbox.tsa().misbehave(fault);
            EResidentException e = catchThrowableOfType(
                    EResidentException.class, () -> builder().build().stamp(Bytes.of(DIGEST)));

            assertThat(e.getClass().getSimpleName()).isEqualTo(type);
            assertThat(e.code()).isEqualTo(code);
            assertThat(e).hasMessageStartingWith("TSA http://");
        }

        @Test
        void whenTheAuthorityIsNotListed_thenTrustException() {
            TimestampClient client = TimestampClient.builder(
                            transport,
                            listing(ServiceType.CA_QC, tsa),
                            sandbox.clock(),
                            new SecureRandom(),
                            sandbox.tsaUri())
                    .build();

            assertThatThrownBy(() -> client.stamp(Bytes.of(DIGEST)))
                    .isInstanceOf(TrustException.class)
                    .hasMessageContaining("NOT_TRUSTED");
        }

        @ParameterizedTest
        @ValueSource(ints = {-16, 16})
        void whenTheStampedTimeIsFarFromOurs_thenProtocolException(int minutes) {
            Clock wrong = Clock.offset(sandbox.clock(), Duration.ofMinutes(minutes));
            TimestampClient client = TimestampClient.builder(
                            transport, policy, wrong, new SecureRandom(), sandbox.tsaUri())
                    .build();
            EResidentException e = catchThrowableOfType(EResidentException.class, () -> client.stamp(Bytes.of(DIGEST)));

            assertThat(e.code()).isEqualTo("TSA_TIME_IMPLAUSIBLE");
        }

        @Test
        void whenAnotherPolicyIsStamped_thenProtocolException() {
            EResidentException e = catchThrowableOfType(
                    EResidentException.class,
                    () -> builder().policy("1.2.3.4.5.6.7").build().stamp(Bytes.of(DIGEST)));

            assertThat(e.code()).isIn("TSA_POLICY_MISMATCH", "TSA_REJECTED");
        }
    }

    /** Replies made for a request whose nonce is known beforehand. */
    @Nested
    class Replies {
        private static final BigInteger NONCE = BigInteger.ONE.shiftLeft(8 * 19);
        private static final int SKEW = 900;

        private final Instant now = sandbox.clock().instant().truncatedTo(ChronoUnit.SECONDS);

        private TokenMaker token(Instant at) {
            return new TokenMaker(DIGEST, at).by(sandbox.pki().tsa()).nonce(NONCE);
        }

        private byte[] granted(byte[] token) {
            return encoded(sequence(sequence(new ASN1Integer(0)), ASN1Sequence.getInstance(token)));
        }

        private byte[] encoded(ASN1Encodable value) {
            try {
                return value.toASN1Primitive().getEncoded();
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        }

        private DERSequence sequence(ASN1Encodable... parts) {
            return new DERSequence(parts);
        }

        private ProvenTimestamp stamp(byte[] reply, UnaryOperator<TimestampClient.Builder> settings) {
            try (RawServer server = new RawServer((socket, out, closed) -> {
                out.write(("HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Type: application/timestamp-reply\r\n"
                                + "Content-Length: " + reply.length + "\r\n\r\n")
                        .getBytes(StandardCharsets.US_ASCII));
                out.write(reply);
            })) {
                return settings.apply(TimestampClient.builder(
                                transport, policy, Clock.fixed(now, ZoneOffset.UTC), new Zeros(), server.uri()))
                        .build()
                        .stamp(Bytes.of(DIGEST));
            }
        }

        private String code(byte[] reply, UnaryOperator<TimestampClient.Builder> settings) {
            return catchThrowableOfType(EResidentException.class, () -> stamp(reply, settings))
                    .code();
        }

        @Test
        void whenChanceGivesNothingButZeros_thenTheNonceIsLongAllTheSame() {
            assertThat(stamp(granted(token(now).make()), builder -> builder)
                            .token()
                            .nonce())
                    .contains(NONCE);
        }

        @ParameterizedTest
        @ValueSource(ints = {-SKEW, SKEW})
        void whenTheTimeIsAsFarOffAsIsAllowed_thenProvenAndASecondLaterNot(int seconds) {
            Instant allowed = now.plusSeconds(seconds);
            Instant further = now.plusSeconds(seconds + Integer.signum(seconds));

            assertThat(stamp(granted(token(allowed).make()), builder -> builder)
                            .proof()
                            .generatedAt())
                    .isEqualTo(allowed);
            assertThat(code(granted(token(further).make()), builder -> builder)).isEqualTo("TSA_TIME_IMPLAUSIBLE");
            assertThat(stamp(
                                    granted(token(further).make()),
                                    builder -> builder.allowedSkew(Duration.ofSeconds(SKEW + 1)))
                            .proof()
                            .generatedAt())
                    .isEqualTo(further);
        }

        @Test
        void whenAPolicyIsAskedFor_thenOnlyTokensUnderItAreTaken() {
            byte[] reply = granted(token(now).make());

            assertThat(stamp(reply, builder -> builder.policy("2.999.3161"))
                            .token()
                            .policy())
                    .isEqualTo("2.999.3161");
            assertThat(code(reply, builder -> builder.policy("2.999.3162"))).isEqualTo("TSA_POLICY_MISMATCH");
        }

        @Test
        void whenTheNonceIsOneOff_thenMismatch() {
            byte[] reply = granted(token(now).nonce(NONCE.add(BigInteger.ONE)).make());

            assertThat(code(reply, builder -> builder)).isEqualTo("TSA_NONCE_MISMATCH");
        }

        @Test
        void whenGrantedWithoutAToken_thenUnreadable() {
            assertThat(code(encoded(sequence(sequence(new ASN1Integer(0)))), builder -> builder))
                    .isEqualTo("TSA_UNREADABLE");
        }
    }

    /** Chance that is none. */
    private static final class Zeros implements RandomGenerator {
        @Override
        public long nextLong() {
            return 0;
        }
    }

    @Nested
    class Unplugged {
        @ParameterizedTest
        @CsvSource({
            "NO_ANSWER, TIMEOUT",
            "SLOW_DRIP, TIMEOUT",
            "CONNECTION_RESET, CONNECTION_RESET",
            "CONNECTION_CLOSED, CONNECTION_RESET",
            "CUT_IN_MID_ANSWER, ANSWER_CUT",
            "ENDLESS_BODY, ANSWER_TOO_LARGE"
        })
        void whenTheNetworkFails_thenTransportExceptionNamesTheAuthority(TransportFault fault, String code) {
            sandbox.tsa().fail(fault);
            long start = System.nanoTime();
            TransportException e = catchThrowableOfType(
                    TransportException.class,
                    () -> builder().timeout(Duration.ofSeconds(1)).build().stamp(Bytes.of(DIGEST)));

            assertThat(e.code()).isEqualTo(code);
            assertThat(e).hasMessageStartingWith("TSA http://");
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(15));
        }

        @ParameterizedTest
        @CsvSource({
            "HTTP_500, try again later",
            "HTTP_503, try again later",
            "HTTP_403, contract",
            "HTTP_429, too many requests"
        })
        void whenHttpReportsAnError_thenServiceExceptionSaysWhatToDo(TransportFault fault, String advice) {
            sandbox.tsa().fail(fault);

            assertThatThrownBy(() -> builder().build().stamp(Bytes.of(DIGEST)))
                    .isInstanceOf(ServiceException.class)
                    .hasMessageStartingWith("TSA http://")
                    .hasMessageContaining(advice)
                    .extracting(e -> ((EResidentException) e).code())
                    .isEqualTo(fault.name());
        }

        @ParameterizedTest
        @CsvSource({"WRONG_CONTENT_TYPE, TSA_CONTENT_TYPE", "GARBAGE_BODY, TSA_UNREADABLE", "EMPTY_BODY, TSA_UNREADABLE"
        })
        void whenTheAnswerIsNotATimestamp_thenProtocolException(TransportFault fault, String code) {
            sandbox.tsa().fail(fault);

            assertThatThrownBy(() -> builder().build().stamp(Bytes.of(DIGEST)))
                    .isInstanceOf(ProtocolException.class)
                    .extracting(e -> ((EResidentException) e).code())
                    .isEqualTo(code);
        }
    }

    @Nested
    class Checking {
        @Test
        void whenTheDataDiffers_thenImprintMismatch() {
            assertThat(problem(policy, token(), DigestAlgorithm.SHA256.digest(new byte[0])))
                    .isEqualTo(Problem.IMPRINT_MISMATCH);
        }

        @ParameterizedTest
        @CsvSource({
            "BAD_SIGNATURE, SIGNATURE",
            "SIGNER_WITHOUT_PURPOSE, PURPOSE",
            "SIGNER_EXPIRED, NOT_VALID_AT_GENERATION"
        })
        void whenTheTokenHasOneFault_thenItsOwnProblem(TsaFault fault, Problem expected) {
            TrustPolicy trust = TrustPolicy.test(TrustAnchors.builder()
                    .add(
                            ServiceType.TSA_QTST,
                            Certificate.of(sandbox.pki().tsaAuthority().certificate()))
                    .build());

            assertThat(problem(trust, token(fault), DIGEST)).isEqualTo(expected);
        }

        @Test
        void whenTheCertificateIsNotInTheToken_thenItIsFoundAmongTheListed() {
            byte[] bare = token(TsaFault.CERTIFICATE_NOT_INCLUDED);

            assertThat(TimestampCheck.with(policy).check(TimestampToken.parse(bare), DIGEST, List.of()))
                    .isInstanceOf(TimestampStatus.Proven.class);
            TrustPolicy strangers = listing(
                    ServiceType.TSA_QTST,
                    Certificate.of(sandbox.pki().tsaAuthority().certificate()));
            assertThat(problem(strangers, bare, DIGEST)).isEqualTo(Problem.CERTIFICATE_NOT_FOUND);
            assertThat(TimestampCheck.with(strangers).check(TimestampToken.parse(bare), DIGEST, List.of(tsa)))
                    .isInstanceOf(TimestampStatus.Proven.class);
        }

        @Test
        void whenTheServiceIsNotQualified_thenProvenButNotQualified() {
            assertThat(TimestampCheck.with(listing(ServiceType.TSA, tsa))
                            .check(TimestampToken.parse(token()), DIGEST, List.of()))
                    .isInstanceOfSatisfying(
                            TimestampStatus.Proven.class,
                            proven -> assertThat(proven.qualified()).isFalse());
        }

        @Test
        void whenTheTimeIsChangedByASecond_thenTheContentDigestTells() {
            byte[] token = token();
            Instant stamped = TimestampToken.parse(token).generatedAt();
            String time = DateTimeFormatter.ofPattern("yyyyMMddHHmmss'Z'")
                    .withZone(ZoneOffset.UTC)
                    .format(stamped);
            token[indexOf(token, time.getBytes(StandardCharsets.US_ASCII)) + 13] ^= 1;

            assertThat(TimestampToken.parse(token).generatedAt()).isNotEqualTo(stamped);
            assertThat(problem(policy, token, DIGEST)).isEqualTo(Problem.SIGNATURE);
        }

        @Test
        void whenTheImprintIsReplaced_thenTheContentDigestTells() {
            byte[] token = token();
            byte[] other = DigestAlgorithm.SHA256.digest(new byte[] {9});
            System.arraycopy(other, 0, token, indexOf(token, DIGEST), other.length);

            assertThat(problem(policy, token, other)).isEqualTo(Problem.SIGNATURE);
        }

        @Test
        void whenTheEnvelopeIsBer_thenProvenAllTheSame() throws IOException {
            ASN1Sequence sequence;
            try (ASN1InputStream in = new ASN1InputStream(token())) {
                sequence = ASN1Sequence.getInstance(in.readObject());
            }
            byte[] ber = new BERSequence(sequence.toArray()).getEncoded(ASN1Encoding.BER);
            assertThat(ber[1]).isEqualTo((byte) 0x80);

            TimestampToken parsed = TimestampToken.parse(ber);
            assertThat(parsed.encoded()).isEqualTo(Bytes.of(ber));
            assertThat(TimestampCheck.with(policy).check(parsed, DIGEST, List.of()))
                    .isInstanceOf(TimestampStatus.Proven.class);
        }
    }

    @Nested
    class Parsing {
        @Test
        void whenCutAnywhere_thenUnreadable() {
            byte[] token = token();
            for (int length = 0; length < token.length; length += 1 + length / 8) {
                byte[] cut = Arrays.copyOf(token, length);
                assertThatThrownBy(() -> TimestampToken.parse(cut))
                        .isInstanceOf(ProtocolException.class)
                        .extracting(e -> ((EResidentException) e).code())
                        .isEqualTo("TIMESTAMP_UNREADABLE");
            }
        }

        @Test
        void whenBytesFollow_thenUnreadable() {
            byte[] token = token();
            assertThatThrownBy(() -> TimestampToken.parse(Arrays.copyOf(token, token.length + 1)))
                    .isInstanceOf(ProtocolException.class);
        }

        @Test
        void whenNestedWithoutEnd_thenUnreadable() {
            ByteArrayOutputStream nested = new ByteArrayOutputStream();
            for (int i = 0; i < 60_000; i++) {
                nested.write(0x30);
                nested.write(0x80);
            }
            assertThatThrownBy(() -> TimestampToken.parse(nested.toByteArray())).isInstanceOf(ProtocolException.class);
        }
    }

    @Nested
    class Settings {
        @Test
        void whenSettingsCannotWork_thenConfigurationException() {
            assertThatThrownBy(() -> builder().timeout(Duration.ZERO).build())
                    .isInstanceOf(ConfigurationException.class);
            assertThatThrownBy(() -> builder().policy("one.two").build()).isInstanceOf(ConfigurationException.class);
            assertThatThrownBy(() -> TimestampClient.builder(
                                    transport, policy, sandbox.clock(), new SecureRandom(), URI.create("file:///x"))
                            .build())
                    .isInstanceOf(ConfigurationException.class);
        }

        private TimestampClient at(String address) {
            return TimestampClient.builder(transport, policy, sandbox.clock(), new SecureRandom(), URI.create(address))
                    .build();
        }

        @Test
        void whenTheAddressIsNotOnTheWeb_thenRefused() {
            assertThat(at("HTTPS://tsa.example/stamp")).isNotNull();
            assertThat(at("http://tsa.example")).isNotNull();
            for (String unusable : List.of("ldap://tsa.example", "http:///stamp", "http://user@tsa.example/")) {
                assertThatThrownBy(() -> at(unusable))
                        .isInstanceOfSatisfying(
                                ConfigurationException.class,
                                e -> assertThat(e.code()).isEqualTo("TSA_ADDRESS_UNUSABLE"));
            }
        }

        @Test
        void whenTheDigestIsTooWeakOrUnknown_thenRefusedBeforeAnythingIsSent() {
            long before = sandbox.tsa().requestCount();
            for (String oid : List.of(DigestAlgorithm.SHA1.oid(), "2.999.1")) {
                assertThatIllegalArgumentException()
                        .isThrownBy(() -> builder().build().stamp(oid, Bytes.of(new byte[20])));
            }
            assertThat(sandbox.tsa().requestCount()).isEqualTo(before);
        }

        @Test
        void whenTheDigestDoesNotFit_thenRefused() {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> builder().build().stamp(Bytes.of(new byte[20])));
        }
    }

    private static int indexOf(byte[] data, byte[] part) {
        for (int i = 0; i + part.length <= data.length; i++) {
            if (Arrays.equals(data, i, i + part.length, part, 0, part.length)) {
                return i;
            }
        }
        throw new AssertionError("not found in " + new ByteArrayInputStream(data).available() + " bytes");
    }
}
