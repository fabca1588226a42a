package dev.eresident.core.signature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.eresident.core.Bytes;
import dev.eresident.core.Proof;
import dev.eresident.core.ProtocolException;
import dev.eresident.core.trust.ServiceType;
import dev.eresident.sandbox.card.IdCard;
import dev.eresident.sandbox.contract.ContainerBuilder;
import dev.eresident.sandbox.contract.Level;
import dev.eresident.sandbox.contract.Tamper;
import dev.eresident.sandbox.pki.Authority;
import dev.eresident.sandbox.pki.SandboxPki;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.BitSet;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Containers made by the sandbox, sound or wrong in exactly one place, step by step of EN 319 102-1. */
class XadesSignatureTest {
    private static final List<Signed> SIGNED = new ArrayList<>();
    private static final List<byte[]> SOUND = new ArrayList<>();

    @BeforeAll
    static void sign() throws IOException {
        Signed signed = new Signed();
        SIGNED.add(signed);
        SOUND.add(signed.builder().build());
    }

    @AfterAll
    static void stop() {
        SIGNED.forEach(Signed::close);
        SIGNED.clear();
        SOUND.clear();
    }

    private static Signed signed() {
        return SIGNED.get(0);
    }

    private static byte[] sound() {
        return SOUND.get(0);
    }

    private static CheckedSignature only(CheckReport report) {
        assertThat(report.signatures()).as(report.toJson("x")).hasSize(1);
        return report.signatures().get(0);
    }

    private static List<FindingCode> codes(CheckReport report) {
        List<FindingCode> codes = new ArrayList<>();
        report.findings().forEach(f -> codes.add(f.code()));
        report.signatures().forEach(s -> s.findings().forEach(f -> codes.add(f.code())));
        return codes;
    }

    private static CheckReport edited(UnaryOperator<String> edit) {
        byte[] changed = Signed.edited(sound(), text -> {
            String after = edit.apply(text);
            assertThat(after).isNotEqualTo(text);
            return after;
        });
        return signed().check(changed);
    }

    private static void refused(CheckReport report, Verdict verdict, FindingCode... expected) {
        assertThat(report.verdict()).as(report.toJson("x")).isEqualTo(verdict);
        assertThat(codes(report)).containsAll(List.of(expected));
    }

    @Nested
    class Sound {
        @Test
        void whenNothingIsWrong_thenValidWithEverythingFilledIn() {
            CheckReport report = signed().check(sound());
            assertThat(report.verdict()).as(report.toJson("x")).isEqualTo(Verdict.VALID);
            assertThat(report.format()).isEqualTo(DocumentFormat.ASIC_E);
            CheckedSignature signature = only(report);
            assertThat(signature.code()).isEmpty();
            assertThat(signature.profile()).isEqualTo(Profile.LT);
            assertThat(signature.provenAt()).isPresent();
            assertThat(signature.coveredFiles()).containsExactly("contract.txt", "annex 1+2.txt");
            assertThat(report.files()).allMatch(f -> f.coveredBy().equals(List.of(signature.id())));
            assertThat(signature
                            .signerDocument()
                            .orElseThrow()
                            .eResidency()
                            .kind()
                            .name())
                    .isEqualTo("YES");
        }

        @Test
        void whenRezippedByOthers_thenStillValid() {
            assertThat(signed().check(Signed.zipped(Signed.entries(sound()))).verdict())
                    .isEqualTo(Verdict.VALID);
        }

        @Test
        void whenSigningCertificateV2IsUsed_thenValid() {
            assertThat(signed().check(signed().builder()
                                    .signingCertificateV2(true)
                                    .build())
                            .verdict())
                    .isEqualTo(Verdict.VALID);
        }

        @Test
        void whenTwoPeopleSign_thenBothAreValid() {
            byte[] container =
                    signed().builder().signedBy(signed().sandbox.citizen()).build();
            CheckReport report = signed().check(container);
            assertThat(report.verdict()).as(report.toJson("x")).isEqualTo(Verdict.VALID);
            assertThat(report.signatures()).hasSize(2).allMatch(s -> s.verdict() == Verdict.VALID);
        }

        @Test
        void whenThereAreMoreThanThirtyFiles_thenValid() {
            ContainerBuilder builder = signed().builder();
            for (int i = 0; i < 60; i++) {
                builder.file("f" + i + ".txt", "text/plain", ("f" + i).getBytes(StandardCharsets.UTF_8));
            }
            CheckReport report = signed().check(builder.build());
            assertThat(report.verdict()).isEqualTo(Verdict.VALID);
            assertThat(only(report).coveredFiles()).hasSize(62);
        }

        @Test
        void whenTheAnchorsAreOthers_thenNoChain() {
            SignatureChecker stranger = Signed.trusting(
                    Map.of(ServiceType.CA_QC, signed().sandbox.pki().stranger().certificate()));
            refused(
                    stranger.check("x", sound(), Signed.NOW),
                    Verdict.INDETERMINATE,
                    FindingCode.NO_CERTIFICATE_CHAIN_FOUND);
        }

        @Test
        void whenJsonIsWritten_thenItHasTheContractsFields() {
            String json = signed().check(sound()).toJson("a/b.asice");
            assertThat(json)
                    .startsWith(
                            "{\"file\":\"a/b.asice\",\"format\":\"ASIC_E\",\"verdict\":\"VALID\",\"signatures\":[{\"id\":")
                    .contains("\"code\":null,\"profile\":\"LT\",\"qualification\":\"QESIG\",\"signer\":{\"name\":")
                    .contains("\"findings\":[")
                    .doesNotContain("\n");
        }
    }

    @Nested
    class Proofs {
        @Test
        void whenValid_thenTheProofVerifiesAgainWithoutTheFiles() {
            VerifiedSignature verified =
                    only(signed().check(sound())).verified().orElseThrow();
            assertThat(verified.files()).hasSize(2);
            Proof proof = Proof.fromBytes(verified.toProof().toBytes());
            CheckedSignature again = signed().checker.reverify(proof);
            assertThat(again.verdict()).isEqualTo(Verdict.VALID);
            assertThat(again.verified().orElseThrow().files()).isEqualTo(verified.files());
            assertThat(again.verified().orElseThrow().signer()).isEqualTo(verified.signer());
            assertThat(again.verified().orElseThrow().toProof()).isEqualTo(proof);
        }

        @Test
        void whenADigestOfTheProofIsAnother_thenHashFailure() {
            Proof proof = only(signed().check(sound())).verified().orElseThrow().toProof();
            Map<String, Bytes> materials = new HashMap<>(proof.materials());
            String files = new String(
                    Optional.ofNullable(materials.get("files")).orElseThrow().toByteArray(), StandardCharsets.US_ASCII);
            char last = files.charAt(files.length() - 2);
            String other = files.substring(0, files.length() - 2) + (last == '0' ? '1' : '0') + "\n";
            materials.put("files", Bytes.of(other.getBytes(StandardCharsets.US_ASCII)));
            CheckedSignature again =
                    signed().checker.reverify(Proof.of(proof.type(), proof.verifiedAt(), proof.facts(), materials));
            assertThat(again.code()).contains(FindingCode.HASH_FAILURE);
            assertThat(again.verified()).isEmpty();
        }

        @Test
        void whenTheProofIsOfSomethingElse_thenTypedFailure() {
            Proof other = Proof.of("other", Signed.NOW, Map.of(), Map.of());
            assertThatThrownBy(() -> signed().checker.reverify(other)).isInstanceOf(ProtocolException.class);
        }

        @Test
        void whenNotValid_thenThereIsNothingVerified() {
            CheckReport report = signed().check(signed().tampered(Tamper.MANIFEST_ENTRY_EXTRA));
            assertThat(report.verdict()).isEqualTo(Verdict.INVALID);
            assertThat(report.signatures()).allMatch(s -> s.verified().isEmpty());
        }
    }

    @Nested
    class Levels {
        @Test
        void whenOnlyB_thenIndeterminate() {
            CheckReport report =
                    signed().check(signed().builder().level(Level.B).build());
            refused(report, Verdict.INDETERMINATE, FindingCode.TIMESTAMP_MISSING);
            assertThat(only(report).profile()).isEqualTo(Profile.B);
        }

        @Test
        void whenOnlyT_thenIndeterminate() {
            CheckReport report =
                    signed().check(signed().builder().level(Level.T).build());
            refused(report, Verdict.INDETERMINATE, FindingCode.OCSP_MISSING);
            assertThat(only(report).profile()).isEqualTo(Profile.T);
            assertThat(only(report).code()).contains(FindingCode.CERTIFICATE_CHAIN_GENERAL_FAILURE);
        }
    }

    /** What each tampering must lead to: verdict, then the codes among the findings. */
    private record Expected(Verdict verdict, List<FindingCode> codes) {
        Expected(Verdict verdict, FindingCode... codes) {
            this(verdict, List.of(codes));
        }
    }

    private static final Map<Tamper, Expected> TAMPERINGS = Map.ofEntries(
            Map.entry(Tamper.DATA_FILE_CHANGED, new Expected(Verdict.INVALID, FindingCode.HASH_FAILURE)),
            Map.entry(Tamper.SIGNATURE_VALUE_FLIPPED, new Expected(Verdict.INVALID, FindingCode.SIG_CRYPTO_FAILURE)),
            Map.entry(Tamper.SIGNED_PROPERTIES_CHANGED, new Expected(Verdict.INVALID, FindingCode.HASH_FAILURE)),
            Map.entry(
                    Tamper.SIGNING_CERTIFICATE_DIGEST_WRONG,
                    new Expected(
                            Verdict.INDETERMINATE,
                            FindingCode.NO_SIGNING_CERTIFICATE_FOUND,
                            FindingCode.SIGNING_CERT_DIGEST_MISMATCH)),
            Map.entry(
                    Tamper.SIGNING_CERTIFICATE_MISSING,
                    new Expected(Verdict.INDETERMINATE, FindingCode.NO_SIGNING_CERTIFICATE_FOUND)),
            Map.entry(
                    Tamper.KEY_INFO_OF_OTHER_CERTIFICATE,
                    new Expected(Verdict.INDETERMINATE, FindingCode.NO_SIGNING_CERTIFICATE_FOUND)),
            Map.entry(
                    Tamper.SIGNED_PROPERTIES_REFERENCE_MISSING,
                    new Expected(
                            Verdict.INDETERMINATE,
                            FindingCode.SIG_CONSTRAINTS_FAILURE,
                            FindingCode.SIG_SIGNED_PROPERTIES_MISSING)),
            Map.entry(
                    Tamper.DATA_FILE_REFERENCE_MISSING,
                    new Expected(Verdict.INVALID, FindingCode.CONTAINER_UNSIGNED_FILE)),
            Map.entry(Tamper.DATA_OBJECT_FORMAT_MISSING, new Expected(Verdict.VALID, FindingCode.FILE_MIME_MISMATCH)),
            Map.entry(
                    Tamper.SIGNED_WITH_AUTHENTICATION_KEY,
                    new Expected(
                            Verdict.INDETERMINATE, FindingCode.CHAIN_CONSTRAINTS_FAILURE, FindingCode.CERT_KEY_USAGE)),
            Map.entry(
                    Tamper.TIMESTAMP_IMPRINT_WRONG,
                    new Expected(Verdict.INVALID, FindingCode.TIMESTAMP_IMPRINT_MISMATCH)),
            Map.entry(Tamper.TIMESTAMP_SIGNATURE_BROKEN, new Expected(Verdict.INVALID, FindingCode.TIMESTAMP_INVALID)),
            Map.entry(Tamper.OCSP_BEFORE_TIMESTAMP, new Expected(Verdict.INVALID, FindingCode.OCSP_BEFORE_TIMESTAMP)),
            Map.entry(Tamper.OCSP_LATE, new Expected(Verdict.VALID, FindingCode.OCSP_LATE)),
            Map.entry(
                    Tamper.OCSP_OF_OTHER_CERTIFICATE,
                    new Expected(
                            Verdict.INDETERMINATE,
                            FindingCode.CERTIFICATE_CHAIN_GENERAL_FAILURE,
                            FindingCode.OCSP_NOT_ACCEPTABLE)),
            Map.entry(Tamper.OCSP_STATUS_UNKNOWN, new Expected(Verdict.INDETERMINATE, FindingCode.CERT_STATUS_UNKNOWN)),
            Map.entry(
                    Tamper.OCSP_SIGNATURE_BROKEN,
                    new Expected(Verdict.INDETERMINATE, FindingCode.OCSP_SIGNATURE_INVALID)),
            Map.entry(
                    // A responder that the trusted list names may answer for any authority (signatures reference §5.2).
                    Tamper.OCSP_RESPONDER_OF_OTHER_AUTHORITY, new Expected(Verdict.VALID)),
            Map.entry(Tamper.DOCTYPE, new Expected(Verdict.INVALID, FindingCode.SIG_XML_MALFORMED)),
            Map.entry(Tamper.MANIFEST_MISSING, new Expected(Verdict.INVALID, FindingCode.CONTAINER_MANIFEST_MISSING)),
            Map.entry(
                    Tamper.MANIFEST_ENTRY_MISSING,
                    new Expected(Verdict.INVALID, FindingCode.CONTAINER_MANIFEST_MISMATCH)),
            Map.entry(
                    Tamper.MANIFEST_ENTRY_EXTRA,
                    new Expected(Verdict.INVALID, FindingCode.CONTAINER_MANIFEST_MISMATCH)),
            Map.entry(Tamper.MANIFEST_MEDIA_TYPE_WRONG, new Expected(Verdict.INVALID, FindingCode.FILE_MIME_MISMATCH)),
            Map.entry(Tamper.EXTRA_UNSIGNED_FILE, new Expected(Verdict.INVALID, FindingCode.CONTAINER_UNSIGNED_FILE)),
            Map.entry(Tamper.DUPLICATE_ENTRY, new Expected(Verdict.UNREADABLE, FindingCode.CONTAINER_DUPLICATE_ENTRY)),
            Map.entry(Tamper.CLIMBING_ENTRY_NAME, new Expected(Verdict.UNREADABLE, FindingCode.CONTAINER_BAD_PATH)),
            Map.entry(Tamper.MIMETYPE_WRONG, new Expected(Verdict.UNREADABLE, FindingCode.CONTAINER_MIMETYPE_INVALID)),
            Map.entry(
                    Tamper.MIMETYPE_COMPRESSED, new Expected(Verdict.VALID, FindingCode.CONTAINER_MIMETYPE_COMPRESSED)),
            Map.entry(Tamper.MIMETYPE_LAST, new Expected(Verdict.VALID, FindingCode.CONTAINER_MIMETYPE_NOT_FIRST)));

    @ParameterizedTest
    @EnumSource(Tamper.class)
    void whenOneThingIsWrong_thenItsCodeIsGiven(Tamper tamper) {
        Expected expected = Optional.ofNullable(TAMPERINGS.get(tamper)).orElseThrow();
        refused(
                signed().check(signed().tampered(tamper)),
                expected.verdict(),
                expected.codes().toArray(new FindingCode[0]));
    }

    @Test
    void whenTheResponderIsNeitherListedNorOfTheIssuer_thenItsAnswerIsNotUsed() {
        SandboxPki pki = signed().sandbox.pki();
        IdCard signer = signed().sandbox.eResident();
        SignatureChecker withoutResponders = Signed.trusting(Map.of(
                ServiceType.CA_QC,
                signer.issuer().certificate(),
                ServiceType.TSA_QTST,
                pki.tsa().certificate()));
        assertThat(withoutResponders
                        .check("x", sound(), Signed.NOW.plusSeconds(7200))
                        .verdict())
                .isEqualTo(Verdict.VALID);
        refused(
                withoutResponders.check(
                        "x", signed().tampered(Tamper.OCSP_RESPONDER_OF_OTHER_AUTHORITY), Signed.NOW.plusSeconds(7200)),
                Verdict.INDETERMINATE,
                FindingCode.CERTIFICATE_CHAIN_GENERAL_FAILURE,
                FindingCode.OCSP_RESPONDER_UNTRUSTED);
    }

    @Nested
    class Structure {
        @Test
        void whenAnIdOccursTwice_thenFormatFailure() {
            refused(
                    edited(t -> t.replaceFirst("(<[a-z]*:?CertificateValues)", "$1 Id=\"DUP\"")
                            .replaceFirst("(<[a-z]*:?RevocationValues)", "$1 Id=\"DUP\"")),
                    Verdict.INVALID,
                    FindingCode.SIG_DUPLICATE_ID);
        }

        @ParameterizedTest
        @ValueSource(strings = {"DigestValue", "SignatureValue", "X509Certificate"})
        void whenACommentSplitsAValue_thenFormatFailure(String element) {
            refused(
                    edited(t -> t.replaceFirst("(<(?:[a-z0-9]+:)?" + element + "[^>]*>[^<]{4})", "$1<!--x-->")),
                    Verdict.INVALID,
                    FindingCode.FORMAT_FAILURE);
        }

        @Test
        void whenThereAreTwoSignedProperties_thenFormatFailure() {
            refused(
                    edited(t -> t.replaceFirst(
                            "(?s)(<([a-z0-9]+):SignedProperties .*?</\\2:SignedProperties>)",
                            "$1<$2:SignedProperties/>")),
                    Verdict.INVALID,
                    FindingCode.FORMAT_FAILURE);
        }

        @Test
        void whenASecondSignedInfoIsAdded_thenFormatFailure() {
            refused(
                    edited(t -> t.replaceFirst("(?s)(<([a-z0-9]+:)?SignedInfo.*?</([a-z0-9]+:)?SignedInfo>)", "$1$1")),
                    Verdict.INVALID,
                    FindingCode.FORMAT_FAILURE);
        }

        @Test
        void whenTheSignatureIsWrappedInAnObject_thenItIsNotSearchedFor() {
            CheckReport report = edited(t -> t.replaceFirst("(<(?:[a-z0-9]+:)?Signature [^>]*>)", "<wrap>$1")
                    .replaceFirst("(</(?:[a-z0-9]+:)?Signature>)", "$1</wrap>"));
            refused(report, Verdict.INVALID, FindingCode.SIG_XML_MALFORMED);
        }

        @Test
        void whenTheTargetIsAnotherSignature_thenFormatFailure() {
            refused(
                    edited(t -> t.replaceFirst("Target=\"#", "Target=\"#x")),
                    Verdict.INVALID,
                    FindingCode.FORMAT_FAILURE);
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "http://www.w3.org/TR/1999/REC-xslt-19991116",
                    "http://www.w3.org/TR/1999/REC-xpath-19991116",
                    "http://www.w3.org/2000/09/xmldsig#base64",
                    "http://www.w3.org/2001/10/xml-exc-c14n#"
                })
        void whenADataReferenceAsksForATransform_thenRefused(String transform) {
            refused(
                    edited(t -> t.replaceFirst(
                            "(<([a-z0-9]+:)?Reference [^>]*URI=\"contract.txt\"[^>]*>)",
                            "$1<$2Transforms><$2Transform Algorithm=\"" + transform + "\"/></$2Transforms>")),
                    Verdict.INVALID,
                    FindingCode.SIG_TRANSFORM_FORBIDDEN);
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "http://127.0.0.1:1/contract.txt",
                    "file:///etc/hostname",
                    "../contract.txt",
                    "mimetype",
                    "#nowhere"
                })
        void whenAReferenceLeadsOutside_thenItIsNotFound(String uri) {
            refused(
                    edited(t -> t.replace("URI=\"contract.txt\"", "URI=\"" + uri + "\"")),
                    Verdict.INDETERMINATE,
                    FindingCode.SIGNED_DATA_NOT_FOUND);
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "http://www.w3.org/2000/09/xmldsig#hmac-sha1",
                    "http://www.w3.org/2001/04/xmldsig-more#hmac-sha256",
                    "http://www.w3.org/2000/09/xmldsig#dsa-sha1",
                    "urn:none"
                })
        void whenTheSignatureMethodIsNotAllowed_thenNeverValid(String method) {
            refused(
                    edited(t -> t.replaceFirst("(SignatureMethod Algorithm=\")[^\"]*", "$1" + method)),
                    Verdict.INDETERMINATE,
                    FindingCode.SIG_ALGORITHM_UNSUPPORTED);
        }

        @Test
        void whenNestedDeeply_thenRefused() {
            refused(
                    edited(t -> t.replaceFirst(
                            "(<(?:[a-z0-9]+:)?UnsignedSignatureProperties[^>]*>)",
                            "$1" + "<x>".repeat(5000) + "</x>".repeat(5000))),
                    Verdict.INVALID,
                    FindingCode.SIG_XML_MALFORMED);
        }

        @Test
        void whenAnEntityIsUsed_thenRefused() {
            refused(
                    edited(t -> t.replaceFirst("<([a-z0-9]+:)?SignedInfo", "&x;$0")),
                    Verdict.INVALID,
                    FindingCode.SIG_XML_MALFORMED);
        }
    }

    @Nested
    class KeySubstitution {
        @Test
        void whenAnotherCardsKeyMadeTheValue_thenNotVerifiedWithIt() {
            // The value and KeyInfo of the attacker's own container, the signed commitment still to the victim.
            byte[] attackers = signed().sandbox
                    .contracts()
                    .container()
                    .file("contract.txt", "text/plain", "I agree.".getBytes(StandardCharsets.UTF_8))
                    .file("annex 1+2.txt", "text/plain", "More.".getBytes(StandardCharsets.UTF_8))
                    .signedBy(signed().sandbox.citizen())
                    .build();
            String attacker = new String(Signed.entry(attackers, Signed.SIGNATURES), StandardCharsets.UTF_8);
            String certificate = attacker.replaceFirst(
                    "(?s).*?(<(?:[a-z0-9]+:)?X509Certificate>.*?</(?:[a-z0-9]+:)?X509Certificate>).*", "$1");
            CheckReport both = edited(t ->
                    t.replaceFirst("<(?:[a-z0-9]+:)?X509Certificate>", Matcher.quoteReplacement(certificate) + "$0"));
            assertThat(both.verdict()).as("a further certificate harms nobody").isEqualTo(Verdict.VALID);
            CheckReport instead = edited(t -> t.replaceFirst(
                    "(?s)<(?:[a-z0-9]+:)?X509Certificate>.*?</(?:[a-z0-9]+:)?X509Certificate>",
                    Matcher.quoteReplacement(certificate)));
            // The victim's certificate is not among CertificateValues: nothing has the committed digest.
            assertThat(instead.verdict()).isNotEqualTo(Verdict.VALID);
            assertThat(codes(instead))
                    .containsAnyOf(FindingCode.SIGNING_CERT_DIGEST_MISMATCH, FindingCode.SIG_CRYPTO_FAILURE);
        }
    }

    @Nested
    class Mutations {
        /** Certificates that are carried along are left out: the answer is verified with the listed certificate, whatever the copy says. */
        @ParameterizedTest
        @ValueSource(strings = {"EncapsulatedOCSPValue", "EncapsulatedTimeStamp"})
        void whenABitOfAProofIsFlipped_thenItDoesNotProveAnything(String element) {
            String text = new String(Signed.entry(sound(), Signed.SIGNATURES), StandardCharsets.UTF_8);
            Matcher value = Pattern.compile("<(?:[a-z0-9]+:)?" + element + "[^>]*>([^<]+)<")
                    .matcher(text);
            assertThat(value.find()).isTrue();
            byte[] der = Base64.getMimeDecoder().decode(value.group(1));
            CheckReport before = signed().check(sound());
            BitSet certificates = certificates(der);
            Random random = new Random(42);
            int survivors = 0;
            for (int i = 0; i < 200; i++) {
                int bit = random.nextInt(der.length * 8);
                if (certificates.get(bit / 8)) {
                    continue;
                }
                byte[] changed = der.clone();
                changed[bit / 8] ^= (byte) (1 << (bit % 8));
                CheckReport after = edited(
                        t -> t.replace(value.group(1), Base64.getEncoder().encodeToString(changed)));
                if (after.verdict() == Verdict.VALID) {
                    survivors++;
                    assertThat(only(after).provenAt()).isEqualTo(only(before).provenAt());
                    assertThat(only(after).signer()).isEqualTo(only(before).signer());
                }
            }
            // CMS leaves a few fields of a token outside what is signed: the set of digest algorithms and the signer's
            // name, which ESSCertID binds again.
            assertThat(survivors).isLessThanOrEqualTo(element.equals("EncapsulatedTimeStamp") ? 8 : 0);
        }

        private static BitSet certificates(byte[] der) {
            SandboxPki pki = signed().sandbox.pki();
            Authority issuer = signed().sandbox.eResident().issuer();
            BitSet positions = new BitSet();
            for (X509Certificate c : List.of(
                    pki.ocspResponder(issuer).certificate(),
                    issuer.certificate(),
                    pki.tsa().certificate(),
                    pki.tsaAuthority().certificate())) {
                byte[] encoded;
                try {
                    encoded = c.getEncoded();
                } catch (CertificateEncodingException e) {
                    throw new IllegalStateException(e);
                }
                for (int at = 0; at + encoded.length <= der.length; at++) {
                    if (Arrays.equals(der, at, at + encoded.length, encoded, 0, encoded.length)) {
                        positions.set(at, at + encoded.length);
                    }
                }
            }
            return positions;
        }

        static Stream<String> covered() {
            return Stream.of(Signed.SIGNATURES, "contract.txt", "annex 1+2.txt");
        }

        /**
         * A flipped bit is never VALID, unless it changes nothing that was read: the names of unsigned properties that nobody needs, white space or the spelling of unsigned Base64.
         * Such survivors must verify with the same facts.
         */
        @ParameterizedTest
        @MethodSource("covered")
        void whenABitIsFlipped_thenNeverValidWithOtherFacts(String entry) {
            CheckReport before = signed().check(sound());
            byte[] original = Signed.entry(sound(), entry);
            Random random = new Random(20261122);
            int survivors = 0;
            int rounds = Math.min(original.length * 8, 300);
            for (int i = 0; i < rounds; i++) {
                int bit = rounds == original.length * 8 ? i : random.nextInt(original.length * 8);
                CheckReport after = signed().check(Signed.rewritten(sound(), entry, bytes -> {
                    byte[] copy = bytes.clone();
                    copy[bit / 8] ^= (byte) (1 << (bit % 8));
                    return copy;
                }));
                if (after.verdict() == Verdict.VALID) {
                    survivors++;
                    assertThat(entry).isEqualTo(Signed.SIGNATURES);
                    CheckedSignature a = only(after);
                    CheckedSignature b = only(before);
                    assertThat(a.signer()).isEqualTo(b.signer());
                    assertThat(a.provenAt()).isEqualTo(b.provenAt());
                    assertThat(a.claimedAt()).isEqualTo(b.claimedAt());
                    assertThat(a.coveredFiles()).isEqualTo(b.coveredFiles());
                    assertThat(insideUnsignedProperties(original, bit / 8))
                            .as("bit " + bit + " near "
                                    + new String(
                                            original,
                                            Math.max(0, bit / 8 - 30),
                                            Math.min(60, original.length - Math.max(0, bit / 8 - 30)),
                                            StandardCharsets.UTF_8))
                            .isTrue();
                }
            }
            System.out.println(
                    entry + ": " + survivors + " of " + rounds + " flipped bits changed nothing that counts");
        }

        private static boolean insideUnsignedProperties(byte[] xml, int position) {
            String text = new String(xml, StandardCharsets.ISO_8859_1);
            int unsigned = text.indexOf("UnsignedProperties");
            return position >= unsigned;
        }
    }

    @Test
    void whenTamperingsAreListed_thenNoneIsMissing() {
        assertThat(TAMPERINGS.keySet()).containsAll(EnumSet.allOf(Tamper.class));
    }
}
