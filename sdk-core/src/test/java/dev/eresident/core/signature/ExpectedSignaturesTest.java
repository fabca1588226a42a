package dev.eresident.core.signature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.eresident.core.ConfigurationException;
import dev.eresident.core.TrustException;
import dev.eresident.core.certificate.Certificate;
import dev.eresident.core.id.PersonalCode;
import dev.eresident.core.id.SemanticsIdentifier;
import dev.eresident.sandbox.card.IdCard;
import dev.eresident.sandbox.contract.Level;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Signatures taken away, weakened or made by somebody else: the document stays valid, and the expectation is not met. */
class ExpectedSignaturesTest {
    private static @Nullable Signed shared;

    @BeforeAll
    static void start() throws IOException {
        shared = new Signed();
    }

    @AfterAll
    static void close() {
        signed().close();
    }

    private static Signed signed() {
        return Objects.requireNonNull(shared);
    }

    private static IdCard first() {
        return signed().sandbox.eResident();
    }

    private static IdCard second() {
        return signed().sandbox.citizen();
    }

    private static SemanticsIdentifier name(IdCard card) {
        return SemanticsIdentifier.parse(Certificate.of(card.signingCertificate())
                .subject()
                .serialNumber()
                .orElseThrow());
    }

    private static ExpectedSignatures both() {
        return ExpectedSignatures.by(List.of(name(first()), name(second())));
    }

    private static byte[] signedByBoth() {
        return signed().builder().signedBy(second()).build();
    }

    private static ExpectedSignatures.Incomplete incomplete(ExpectedSignatures expected, CheckReport report) {
        ExpectedSignatures.Outcome outcome = expected.in(report);
        assertThat(outcome.kind()).isEqualTo(ExpectedSignatures.Kind.INCOMPLETE);
        return (ExpectedSignatures.Incomplete) outcome;
    }

    @Test
    void whenBothSigned_thenComplete() {
        CheckReport report = signed().check(signedByBoth());
        ExpectedSignatures.Outcome outcome = both().atLeast(Profile.LT).in(report);
        assertThat(outcome.kind()).isEqualTo(ExpectedSignatures.Kind.COMPLETE);
        assertThat(outcome.orElseThrow().signatures()).isEqualTo(report.signatures());
    }

    @Test
    void whenASignatureLeavesAFileOut_thenItDoesNotCount() {
        CheckReport whole = signed().check(signedByBoth());
        List<CheckReport.CheckedFile> files = new ArrayList<>(whole.files());
        CheckReport.CheckedFile last = files.remove(files.size() - 1);
        String first = whole.signatures().get(0).id();
        files.add(new CheckReport.CheckedFile(last.name(), last.mediaType(), last.size(), List.of(first)));
        CheckReport partly = new CheckReport(
                whole.name(),
                whole.format(),
                whole.verdict(),
                whole.checkedAt(),
                files,
                whole.signatures(),
                whole.findings());
        assertThat(incomplete(both(), partly).missing()).containsExactly(name(second()));
    }

    @Test
    void whenOnlyOneIsExpected_thenTheOtherDoesNoHarm() {
        CheckReport report = signed().check(signedByBoth());
        ExpectedSignatures.Complete complete =
                ExpectedSignatures.by(List.of(name(second()))).in(report).orElseThrow();
        assertThat(complete.signatures()).containsExactly(report.signatures().get(1));
    }

    @Test
    void whenOneSignatureIsTakenAway_thenItIsMissingThoughTheDocumentIsValid() {
        Map<String, byte[]> entries = Signed.entries(signedByBoth());
        assertThat(entries.remove("META-INF/signatures1.xml")).isNotNull();
        CheckReport report = signed().check(Signed.zipped(entries));
        assertThat(report.verdict()).isEqualTo(Verdict.VALID);
        assertThat(incomplete(both(), report).missing()).containsExactly(name(second()));
        assertThatThrownBy(() -> both().in(report).orElseThrow())
                .isInstanceOf(TrustException.class)
                .extracting(e -> ((TrustException) e).code())
                .isEqualTo("EXPECTED_SIGNATURE_MISSING");
    }

    @Test
    void whenAProofIsTakenAway_thenTheLevelIsMissed() {
        byte[] lowered = signed().builder().level(Level.T).build();
        SignatureChecker lenient = signed().checker.withPolicy(ValidationPolicy.ETSI);
        CheckReport report = lenient.check("contract.asice", lowered);
        assertThat(report.signatures().get(0).profile()).isEqualTo(Profile.T);
        ExpectedSignatures one = ExpectedSignatures.by(List.of(name(first())));
        assertThat(incomplete(one.atLeast(Profile.LT), report).missing()).containsExactly(name(first()));
        CheckReport full = lenient.check("contract.asice", signed().builder().build());
        assertThat(one.atLeast(Profile.LT).in(full).kind()).isEqualTo(ExpectedSignatures.Kind.COMPLETE);
        assertThat(incomplete(one.atLeast(Profile.LTA), full).missing()).containsExactly(name(first()));
    }

    @Test
    void whenTheDocumentIsNotValid_thenIncompleteThoughNobodyIsMissing() {
        Map<String, byte[]> entries = Signed.entries(signedByBoth());
        entries.put("META-INF/signatures2.xml", "<x/>".getBytes(StandardCharsets.UTF_8));
        ExpectedSignatures.Incomplete outcome = incomplete(both(), signed().check(Signed.zipped(entries)));
        assertThat(outcome.missing()).isEmpty();
        assertThat(outcome.verdict()).isEqualTo(Verdict.INVALID);
    }

    @Test
    void whenOneSignatureLeavesAFileOut_thenItsSignerIsMissing() {
        byte[] both = signedByBoth();
        Map<String, byte[]> entries = Signed.entries(both);
        entries.put("annex 1+2.txt", "Changed.".getBytes(StandardCharsets.UTF_8));
        assertThat(incomplete(both(), signed().check(Signed.zipped(entries))).missing())
                .containsExactly(name(first()), name(second()));
    }

    @Test
    void whenAnotherPersonSigned_thenMissing() {
        ExpectedSignatures other =
                ExpectedSignatures.by(List.of(SemanticsIdentifier.of(PersonalCode.parse("38001085718"))));
        assertThat(name(first()).text()).isNotEqualTo("PNOEE-38001085718");
        assertThat(incomplete(other, signed().check(signedByBoth())).missing()).hasSize(1);
    }

    @Test
    void whenACertificateOfOldHoldsTheBareCode_thenItNamesThePersonAllTheSame() {
        CheckReport report = DdocPki.shared()
                .checker()
                .check("old.ddoc", DdocMaker.utf8(DdocMaker.usual().build()));
        assertThat(report.verdict()).isEqualTo(Verdict.VALID);
        SemanticsIdentifier signer = SemanticsIdentifier.of(PersonalCode.parse("39912310174"));
        assertThat(ExpectedSignatures.by(List.of(signer))
                        .atLeast(Profile.LT)
                        .in(report)
                        .kind())
                .isEqualTo(ExpectedSignatures.Kind.COMPLETE);
    }

    @Test
    void whenNobodyIsExpected_thenRefused() {
        assertThatThrownBy(() -> ExpectedSignatures.by(List.of()))
                .isInstanceOf(ConfigurationException.class)
                .extracting(e -> ((ConfigurationException) e).code())
                .isEqualTo("EXPECTED_SIGNERS_EMPTY");
    }
}
