package dev.eresident.core.signature.validation;

import static dev.eresident.core.signature.validation.Materials.errors;
import static dev.eresident.core.signature.validation.Materials.warnings;
import static org.assertj.core.api.Assertions.assertThat;

import dev.eresident.core.Bytes;
import dev.eresident.core.ProtocolException;
import dev.eresident.core.certificate.Certificate;
import dev.eresident.core.internal.crypto.DigestAlgorithm;
import dev.eresident.core.revocation.CrlCheck;
import dev.eresident.core.revocation.OcspCheck;
import dev.eresident.core.signature.FindingCode;
import dev.eresident.core.signature.validation.Materials.Read;
import dev.eresident.core.timestamp.TimestampCheck;
import dev.eresident.core.timestamp.TokenMaker;
import dev.eresident.core.trust.ServiceType;
import dev.eresident.core.trust.TrustAnchors;
import dev.eresident.core.trust.TrustPolicy;
import dev.eresident.sandbox.pki.Credential;
import dev.eresident.sandbox.pki.SandboxPki;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** What one token proves, and what several prove together. */
class ProofsOfExistenceTest {
    private static final Instant AT = Instant.parse("2026-11-22T12:00:00Z");
    private static final Instant T = AT.minusSeconds(86_400);
    private static final byte[] DATA = {1, 2, 3};
    private static final SandboxPki PKI =
            new SandboxPki(7, Clock.fixed(AT, ZoneOffset.UTC), URI.create("http://127.0.0.1:1"));
    private static final Credential QUALIFIED = PKI.tsa();
    private static final Credential OTHER = PKI.issue(PKI.tsaSpec().label("other"));
    private static final Credential STRANGER =
            PKI.issue(PKI.tsaSpec().label("stranger").issuer(PKI.stranger()));
    private static final TrustPolicy POLICY = TrustPolicy.test(TrustAnchors.builder()
            .add(ServiceType.TSA_QTST, Certificate.of(QUALIFIED.certificate()))
            .add(ServiceType.TSA, Certificate.of(OTHER.certificate()))
            .build());

    private final Judgement judgement = new Judgement("S0");

    private static EmbeddedTimestamp stamp(Credential by, Instant at) {
        return stamp(new TokenMaker(DigestAlgorithm.SHA256.digest(DATA), at).by(by));
    }

    private static EmbeddedTimestamp stamp(TokenMaker token) {
        return new EmbeddedTimestamp(Bytes.of(token.make()), digest -> digest.digest(DATA));
    }

    private static EmbeddedTimestamp wrong(Instant at) {
        return stamp(new TokenMaker(DigestAlgorithm.SHA256.digest(new byte[] {9}), at).by(QUALIFIED));
    }

    private static TimestampValidation validation(AlgorithmTable algorithms) {
        return new TimestampValidation(TimestampCheck.with(POLICY), algorithms);
    }

    private static AuthorityStatus authorities(SignatureMaterial material) {
        RevocationCheck revocation = new RevocationCheck(
                OcspCheck.with(POLICY),
                CrlCheck.with(POLICY),
                material,
                List.of(),
                AT,
                ProofsOfExistence.AnswerTimes.of(AT),
                good -> true);
        return new AuthorityStatus(revocation, true);
    }

    private static FindingCode problem(EmbeddedTimestamp stamp, Instant control, Instant at) {
        TimestampValidation.Result result = validation(AlgorithmTable.ETSI).validate(stamp, List.of(), control, at);
        assertThat(result).isInstanceOf(TimestampValidation.Result.Nothing.class);
        return ((TimestampValidation.Result.Nothing) result).problem();
    }

    @Nested
    class Tokens {
        @Test
        void whenGood_thenItsTimeAndAuthority() {
            assertThat(validation(AlgorithmTable.ETSI).validate(stamp(QUALIFIED, T), List.of(), AT, AT))
                    .isEqualTo(new TimestampValidation.Result.Proven(
                            T, true, List.of(Certificate.of(QUALIFIED.certificate()))));
            assertThat(validation(AlgorithmTable.ETSI).validate(stamp(OTHER, T), List.of(), AT, AT))
                    .isEqualTo(new TimestampValidation.Result.Proven(
                            T, false, List.of(Certificate.of(OTHER.certificate()))));
        }

        @Test
        void whenItCannotBeRead_thenInvalid() {
            assertThat(problem(new EmbeddedTimestamp(Bytes.of(new byte[3]), d -> new byte[0]), AT, AT))
                    .isEqualTo(FindingCode.TIMESTAMP_INVALID);
        }

        @Test
        void whenWhatItCoversCannotBeFound_thenInvalid() {
            EmbeddedTimestamp stamp = new EmbeddedTimestamp(stamp(QUALIFIED, T).token(), d -> {
                throw new ProtocolException("XML_STRUCTURE", "It is not there.");
            });

            assertThat(validation(AlgorithmTable.ETSI).validate(stamp, List.of(), AT, AT))
                    .isEqualTo(
                            new TimestampValidation.Result.Nothing(FindingCode.TIMESTAMP_INVALID, "It is not there."));
        }

        @Test
        void whenItIsAboutSomethingElse_thenMismatch() {
            assertThat(problem(wrong(T), AT, AT)).isEqualTo(FindingCode.TIMESTAMP_IMPRINT_MISMATCH);
        }

        @Test
        void whenNobodyKnowsTheAuthority_thenUntrusted() {
            assertThat(problem(stamp(STRANGER, T), AT, AT)).isEqualTo(FindingCode.TIMESTAMP_UNTRUSTED);
        }

        @Test
        void whenNobodyKnowsTheAuthority_thenThatIsSaidInWords() {
            assertThat(validation(AlgorithmTable.ETSI).validate(stamp(STRANGER, T), List.of(), AT, AT))
                    .isInstanceOfSatisfying(
                            TimestampValidation.Result.Nothing.class,
                            nothing -> assertThat(nothing.text())
                                    .contains("not trusted. No chain of issuers leads")
                                    .doesNotContainPattern("[A-Z]_[A-Z]"));
        }

        @Test
        void whenItsDigestIsNotKnown_thenInvalid() {
            assertThat(problem(
                            stamp(new TokenMaker(new byte[16], T).by(QUALIFIED).imprintAlgorithm("1.2.840.113549.2.5")),
                            AT,
                            AT))
                    .isEqualTo(FindingCode.TIMESTAMP_INVALID);
        }

        @Test
        void whenOfTheFuture_thenNoProof() {
            assertThat(validation(AlgorithmTable.ETSI)
                            .validate(stamp(QUALIFIED, AT.plusSeconds(300)), List.of(), AT, AT))
                    .isInstanceOf(TimestampValidation.Result.Proven.class);
            assertThat(problem(stamp(QUALIFIED, AT.plusSeconds(301)), AT, AT)).isEqualTo(FindingCode.NO_POE);
        }

        @Test
        void whenItsDigestWasWeakWhenItHadToHold_thenWeak() {
            EmbeddedTimestamp weak = stamp(new TokenMaker(DigestAlgorithm.SHA1.digest(DATA), T)
                    .by(QUALIFIED)
                    .imprintAlgorithm("1.3.14.3.2.26"));
            Instant before = Instant.parse("2012-07-31T23:59:59Z");

            assertThat(problem(weak, AT, AT)).isEqualTo(FindingCode.TIMESTAMP_WEAK);
            assertThat(validation(AlgorithmTable.ETSI).validate(weak, List.of(), before, AT))
                    .isInstanceOf(TimestampValidation.Result.Proven.class);
            assertThat(validation(AlgorithmTable.ESTONIA).validate(weak, List.of(), AT, AT))
                    .isInstanceOf(TimestampValidation.Result.Proven.class);
        }
    }

    @Nested
    class OverTheData {
        private void judge(Optional<Instant> proven, EmbeddedTimestamp... stamps) {
            SignatureMaterial material =
                    Read.of(Materials.elliptic("SHA256withECDSA")).material(List.of(stamps), List.of(), List.of());
            new ContentTimestamps(validation(AlgorithmTable.ETSI), authorities(material))
                    .judge(material, proven, AT, judgement);
        }

        @Test
        void whenNotYoungerThanTheSignature_thenNothingIsSaid() {
            judge(Optional.of(T), stamp(QUALIFIED, T), stamp(OTHER, T.minusSeconds(1)));
            judge(Optional.empty(), stamp(QUALIFIED, AT));

            assertThat(judgement.findings()).isEmpty();
        }

        @Test
        void whenOneIsYounger_thenItContradictsTheSignature() {
            judge(Optional.of(T), stamp(QUALIFIED, T), stamp(QUALIFIED, T.plusSeconds(1)));

            assertThat(errors(judgement)).containsExactly(FindingCode.TIMESTAMP_ORDER_FAILURE);
        }

        @Test
        void whenItIsWrongOrOfAStranger_thenAWarningWhateverItsTime() {
            judge(Optional.of(T), wrong(T), stamp(STRANGER, T.plusSeconds(1)));

            assertThat(errors(judgement)).isEmpty();
            assertThat(warnings(judgement))
                    .containsExactly(FindingCode.CONTENT_TIMESTAMP_INVALID, FindingCode.CONTENT_TIMESTAMP_INVALID);
        }

        @Test
        void whenItsDigestIsWeak_thenItCountsIfTheSignatureIsOldEnoughToProtectIt() {
            Instant then = Instant.parse("2012-07-31T23:59:59Z");
            EmbeddedTimestamp weak = stamp(new TokenMaker(DigestAlgorithm.SHA1.digest(DATA), T)
                    .by(QUALIFIED)
                    .imprintAlgorithm("1.3.14.3.2.26"));

            judge(Optional.of(then.plusSeconds(1)), weak);
            assertThat(errors(judgement)).isEmpty();
            assertThat(warnings(judgement)).containsExactly(FindingCode.CONTENT_TIMESTAMP_INVALID);

            judge(Optional.of(then), weak);
            assertThat(errors(judgement)).containsExactly(FindingCode.TIMESTAMP_ORDER_FAILURE);
        }
    }

    @Nested
    class Together {
        private final List<EmbeddedTimestamp> overTheValue = new ArrayList<>();
        private final List<EmbeddedTimestamp> overEverything = new ArrayList<>();
        private Read read = Read.of(Materials.elliptic("SHA256withECDSA"));

        private ProofsOfExistence collected() {
            SignatureMaterial material = read.material(overTheValue, overEverything);
            return ProofsOfExistence.collect(
                    material, List.of(), validation(AlgorithmTable.ETSI), authorities(material), AT, judgement);
        }

        @Test
        void whenThereIsNone_thenNothingIsProven() {
            ProofsOfExistence proofs = collected();

            assertThat(proofs).isEqualTo(ProofsOfExistence.of(Optional.empty(), AT));
            assertThat(judgement.findings()).isEmpty();
        }

        @Test
        void whenThereIsOne_thenItsTime() {
            overTheValue.add(stamp(QUALIFIED, T));

            assertThat(collected()).isEqualTo(ProofsOfExistence.of(Optional.of(T), AT));
            assertThat(judgement.findings()).isEmpty();
        }

        @Test
        void whenThereAreTwo_thenTheEarlierWhereverItStands() {
            overTheValue.add(stamp(QUALIFIED, T.plusSeconds(1)));
            overTheValue.add(stamp(QUALIFIED, T));
            overTheValue.add(stamp(QUALIFIED, T.plusSeconds(2)));

            assertThat(collected().best()).contains(T);
        }

        @Test
        void whenTheEarliestIsNotQualified_thenTheProofIsNotEither() {
            overTheValue.add(stamp(QUALIFIED, T.plusSeconds(1)));
            overTheValue.add(stamp(OTHER, T));

            assertThat(collected().qualified()).isFalse();
            assertThat(warnings(judgement)).containsExactly(FindingCode.TIMESTAMP_NOT_QUALIFIED);
        }

        @Test
        void whenALaterOneIsNotQualified_thenTheProofStillIs() {
            overTheValue.add(stamp(QUALIFIED, T));
            overTheValue.add(stamp(OTHER, T.plusSeconds(1)));

            ProofsOfExistence proofs = collected();
            assertThat(proofs.best()).contains(T);
            assertThat(proofs.qualified()).isTrue();
        }

        @Test
        void whenTheFirstIsWrong_thenItsProblemIsHandedOn() {
            overTheValue.add(wrong(T));
            overTheValue.add(stamp(QUALIFIED, T));

            ProofsOfExistence proofs = collected();
            assertThat(proofs.firstProblem()).isEqualTo(FindingCode.TIMESTAMP_IMPRINT_MISMATCH);
            assertThat(proofs.firstText()).isNotEmpty();
            assertThat(judgement.findings()).isEmpty();
        }

        @Test
        void whenAFurtherIsWrong_thenAWarning() {
            overTheValue.add(stamp(QUALIFIED, T));
            overTheValue.add(wrong(T));

            ProofsOfExistence proofs = collected();
            assertThat(proofs.firstProblem()).isNull();
            assertThat(warnings(judgement)).containsExactly(FindingCode.TIMESTAMP_IMPRINT_MISMATCH);
            assertThat(errors(judgement)).isEmpty();
        }

        @Test
        void whenArchived_thenTheOldestGoodArchiveProtectsTheRest() {
            overTheValue.add(stamp(QUALIFIED, T));
            overEverything.add(stamp(QUALIFIED, T.plusSeconds(10)));
            overEverything.add(stamp(QUALIFIED, T.plusSeconds(20)));

            ProofsOfExistence proofs = collected();
            assertThat(proofs.best()).contains(T);
            assertThat(proofs.answers().all()).isEqualTo(T.plusSeconds(10));
            assertThat(judgement.findings()).isEmpty();
        }

        @Test
        void whenOnlyArchived_thenTheOldestProves() {
            overEverything.add(stamp(OTHER, T.plusSeconds(10)));
            overEverything.add(stamp(QUALIFIED, T.plusSeconds(20)));

            ProofsOfExistence proofs = collected();
            assertThat(proofs.best()).contains(T.plusSeconds(10));
            assertThat(proofs.qualified()).isFalse();
        }

        @Test
        void whenArchiveTimestampsStandInTheWrongOrder_thenTheYoungerProtectsNothing() {
            overEverything.add(stamp(QUALIFIED, T.plusSeconds(20)));
            overEverything.add(stamp(QUALIFIED, T.plusSeconds(10)));

            ProofsOfExistence proofs = collected();
            assertThat(proofs.answers().all()).isEqualTo(T.plusSeconds(10));
            assertThat(proofs.best()).contains(T.plusSeconds(10));
            assertThat(proofs.contradiction()).isPresent();
        }

        @Test
        void whenASignatureTimestampIsYoungerThanTheArchiveOneOverIt_thenTheyContradictEachOther() {
            overTheValue.add(stamp(QUALIFIED, T.plusSeconds(11)));
            overEverything.add(stamp(QUALIFIED, T.plusSeconds(10)));

            ProofsOfExistence proofs = collected();
            assertThat(proofs.best()).contains(T.plusSeconds(10));
            assertThat(proofs.contradiction()).isPresent();
        }

        @Test
        void whenItCameAfterTheArchiveOne_thenTheyDoNot() {
            EmbeddedTimestamp stamp = stamp(QUALIFIED, T.plusSeconds(11));
            overTheValue.add(new EmbeddedTimestamp(stamp.token(), stamp.imprint(), Optional.empty(), true));
            overEverything.add(stamp(QUALIFIED, T.plusSeconds(10)));

            assertThat(collected().contradiction()).isEmpty();
        }

        @Test
        void whenATimestampIsYoungerThanARecordOverIt_thenTheyContradictEachOther() {
            read = read.since(T);
            overTheValue.add(stamp(QUALIFIED, T));
            assertThat(collected().contradiction()).isEmpty();

            overTheValue.set(0, stamp(QUALIFIED, T.plusSeconds(1)));
            assertThat(collected().contradiction()).isPresent();

            overTheValue.clear();
            overEverything.add(stamp(QUALIFIED, T.plusSeconds(1)));
            assertThat(collected().contradiction()).isPresent();
        }

        @Test
        void whenTheClockOfTheArchiveIsAheadOfOurs_thenThatIsNoContradiction() {
            overTheValue.add(stamp(QUALIFIED, AT.plusSeconds(1)));
            overEverything.add(stamp(QUALIFIED, AT.plusSeconds(2)));

            ProofsOfExistence proofs = collected();
            assertThat(proofs.contradiction()).isEmpty();
            assertThat(proofs.best()).contains(AT.plusSeconds(1));
            assertThat(proofs.answers().all()).isEqualTo(AT);
            assertThat(judgement.findings()).isEmpty();
        }

        @Test
        void whenTheOlderOneCoversAllAnswers_thenItsTimeHoldsForThoseOfTheNewerToo() {
            Bytes answer = Bytes.of(new byte[] {7});
            EmbeddedTimestamp newer = stamp(QUALIFIED, T.plusSeconds(20));
            overEverything.add(stamp(QUALIFIED, T.plusSeconds(10)));
            overEverything.add(
                    new EmbeddedTimestamp(newer.token(), newer.imprint(), Optional.of(Set.of(answer)), false));

            assertThat(collected().answers().of(answer)).isEqualTo(T.plusSeconds(10));
            overEverything.remove(0);
            assertThat(collected().answers().of(answer)).isEqualTo(T.plusSeconds(20));
            assertThat(collected().answers().all()).isEqualTo(AT);
        }

        @Test
        void whenTwoArchiveTimestampsAreOfTheSameSecond_thenInOrder() {
            overEverything.add(stamp(QUALIFIED, T));
            overEverything.add(stamp(QUALIFIED, T));

            ProofsOfExistence proofs = collected();
            assertThat(proofs.answers().all()).isEqualTo(T);
            assertThat(proofs.contradiction()).isEmpty();
            assertThat(judgement.findings()).isEmpty();
        }

        @Test
        void whenAnArchiveTimestampIsWrong_thenItProtectsNothing() {
            overEverything.add(wrong(T));

            ProofsOfExistence proofs = collected();
            assertThat(proofs.best()).isEmpty();
            assertThat(proofs.answers().all()).isEqualTo(AT);
            assertThat(warnings(judgement)).containsExactly(FindingCode.ARCHIVE_TIMESTAMP_INVALID);
        }

        @Test
        void whenARecordProvesATime_thenThatUnlessItIsNotBeforeTheCheck() {
            read = read.since(T);
            assertThat(collected()).isEqualTo(ProofsOfExistence.of(Optional.of(T), T));

            read = read.since(AT);
            assertThat(collected()).isEqualTo(ProofsOfExistence.of(Optional.empty(), AT));
        }
    }
}
