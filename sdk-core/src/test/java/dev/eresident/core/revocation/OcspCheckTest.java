package dev.eresident.core.revocation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.eresident.core.Bytes;
import dev.eresident.core.TrustException;
import dev.eresident.core.certificate.Certificate;
import dev.eresident.core.revocation.OcspDetails.Authorisation;
import dev.eresident.core.revocation.OcspStatus.Good;
import dev.eresident.core.revocation.OcspStatus.Problem;
import dev.eresident.core.testing.HandClock;
import dev.eresident.core.testing.UnsignedList;
import dev.eresident.core.trust.ServiceType;
import dev.eresident.core.trust.TrustAnchors;
import dev.eresident.core.trust.TrustPolicy;
import dev.eresident.sandbox.Sandbox;
import dev.eresident.sandbox.card.IdCard;
import dev.eresident.sandbox.junit.SandboxExtension;
import dev.eresident.sandbox.pki.Authority;
import dev.eresident.sandbox.pki.CertificateSpec;
import dev.eresident.sandbox.pki.Credential;
import dev.eresident.sandbox.pki.CredentialSigner;
import dev.eresident.sandbox.pki.KeyType;
import dev.eresident.sandbox.pki.SandboxPki;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1EncodableVector;
import org.bouncycastle.asn1.ASN1GeneralizedTime;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.DERPrintableString;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.DERSet;
import org.bouncycastle.asn1.DERUTF8String;
import org.bouncycastle.asn1.ocsp.CertID;
import org.bouncycastle.asn1.ocsp.OCSPResponse;
import org.bouncycastle.asn1.ocsp.ResponseBytes;
import org.bouncycastle.asn1.x500.RDN;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The rules of RFC 6960 §3.2 and §4.2.2 on answers made for them, each with one fault. */
@ExtendWith(SandboxExtension.class)
class OcspCheckTest {
    private static final String CERT_HASH = "1.3.36.8.3.13";
    private static final String NONCE = "1.3.6.1.5.5.7.48.1.2";
    private static final String STRANGE = "2.999.6960";
    private static final String SHA256 = "2.16.840.1.101.3.4.2.1";

    private final SandboxPki pki;
    private final Authority authority;
    private final Certificate subject;
    private final Certificate issuer;
    private final Instant now;
    private final TrustPolicy pinnedIssuer;

    OcspCheckTest(Sandbox sandbox) {
        IdCard card = sandbox.eResident();
        this.pki = sandbox.pki();
        this.authority = card.issuer();
        this.subject = Certificate.of(card.authenticationCertificate());
        this.issuer = Certificate.of(authority.certificate());
        this.now = sandbox.clock().instant().truncatedTo(ChronoUnit.SECONDS);
        this.pinnedIssuer = TrustPolicy.test(TrustAnchors.ofCas(List.of(issuer)));
    }

    private AnswerMaker answer(Credential responder) {
        return new AnswerMaker(subject, issuer, responder, now);
    }

    private AnswerMaker delegated() {
        return answer(pki.ocspResponder(authority));
    }

    private static Certificate of(Credential credential) {
        return Certificate.of(credential.certificate());
    }

    private static TrustPolicy trusting(TrustAnchors.Builder anchors) {
        return TrustPolicy.test(anchors.build());
    }

    private TrustAnchors.Builder pinned() {
        return TrustAnchors.builder().add(ServiceType.CA_QC, issuer);
    }

    private static TrustPolicy trusting(UnsignedList... lists) {
        TrustAnchors.Builder anchors = TrustAnchors.builder();
        for (UnsignedList list : lists) {
            anchors.addTrustedList(list.toList());
        }
        return trusting(anchors);
    }

    private static void assertGood(OcspStatus status, Authorisation authorisation) {
        assertThat(status)
                .isInstanceOfSatisfying(
                        Good.class,
                        good -> assertThat(good.details().authorisation()).isEqualTo(authorisation));
    }

    private static void assertRefused(OcspStatus status, Problem problem) {
        assertThat(status)
                .isInstanceOfSatisfying(
                        OcspStatus.Unacceptable.class,
                        refused -> assertThat(refused.problem()).isEqualTo(problem));
    }

    /** RFC 6960 §4.2.2.2, first kind: the issuing authority itself. */
    @Nested
    class IssuerItself {
        @Test
        void whenTheIssuerAnswers_thenGood() {
            OcspStatus status = answer(authority.credential()).live(pinnedIssuer);

            assertGood(status, Authorisation.ISSUER);
            assertThat(((Good) status).details().responderPath()).containsExactly(issuer);
        }

        @Test
        void whenTheIssuersCertificateIsNotIncluded_thenGood() {
            assertGood(answer(authority.credential()).including().live(pinnedIssuer), Authorisation.ISSUER);
        }

        @Test
        void whenAnotherKeyBearsTheIssuersName_thenNotAuthorised() {
            Credential impostor = pki.issue(new CertificateSpec(
                            authority.certificate().getSubjectX500Principal(), issuer.notBefore(), issuer.notAfter())
                    .authority(1));

            assertRefused(answer(impostor).live(pinnedIssuer), Problem.RESPONDER_NOT_AUTHORISED);
        }

        @Test
        void whenAnotherTrustedAuthorityAnswers_thenNotAuthorised() {
            Authority other = pki.esteidSk2015();
            TrustPolicy both = trusting(pinned().add(ServiceType.CA_QC, Certificate.of(other.certificate())));

            assertRefused(answer(other.credential()).live(both), Problem.RESPONDER_NOT_AUTHORISED);
        }
    }

    /** RFC 6960 §4.2.2.2, second kind: marked and signed by the issuing authority. */
    @Nested
    class Delegated {
        @Test
        void whenNamedByKey_thenGood() {
            assertGood(delegated().byKey().live(pinnedIssuer), Authorisation.DELEGATED);
        }

        @Test
        void whenNamedInOtherStringTypes_thenTheSameName() {
            ASN1EncodableVector parts = new ASN1EncodableVector();
            X500Name name = X500Name.getInstance(
                    of(pki.ocspResponder(authority)).subjectName().toByteArray());
            for (RDN part : name.getRDNs()) {
                String value = part.getFirst().getValue().toString();
                ASN1Encodable text = part.getFirst().getValue() instanceof DERUTF8String
                        ? new DERPrintableString(value)
                        : new DERUTF8String(value);
                parts.add(new DERSet(
                        new DERSequence(new ASN1Encodable[] {part.getFirst().getType(), text})));
            }
            X500Name other = X500Name.getInstance(new DERSequence(parts));

            assertGood(delegated().inTheName(other).live(pinnedIssuer), Authorisation.DELEGATED);
            assertRefused(
                    delegated().inTheName(new X500Name("CN=Somebody else")).live(pinnedIssuer),
                    Problem.RESPONDER_NOT_FOUND);
        }

        @Test
        void whenADelegatedOneOfAnotherTrustedAuthorityAnswers_thenNotAuthorised() {
            Authority other = pki.esteidSk2015();
            TrustPolicy both = trusting(pinned().add(ServiceType.CA_QC, Certificate.of(other.certificate())));

            assertRefused(answer(pki.ocspResponder(other)).live(both), Problem.RESPONDER_NOT_AUTHORISED);
        }

        @Test
        void whenTheIssuersSignatureOnItIsWrong_thenNotAuthorised() {
            Credential forged = pki.issue(pki.ocspResponderSpec(authority).brokenSignature(true));

            assertRefused(answer(forged).live(pinnedIssuer), Problem.RESPONDER_NOT_AUTHORISED);
        }

        @Test
        void whenAnyPurposeInsteadOfOcspSigning_thenNotAuthorised() {
            Credential any = pki.issue(pki.ocspResponderSpec(authority).purposes(false, "2.5.29.37.0"));

            assertRefused(answer(any).live(pinnedIssuer), Problem.RESPONDER_NOT_AUTHORISED);
        }

        @Test
        void whenACardOfTheIssuerAnswers_thenNotAuthorised() {
            Credential plain = pki.issue(pki.ocspResponderSpec(authority).withoutExtension("2.5.29.37"));

            assertRefused(answer(plain).live(pinnedIssuer), Problem.RESPONDER_NOT_AUTHORISED);
        }

        @Test
        void whenItExpiredSince_thenAnEmbeddedAnswerStaysGoodAndALiveOneDoesNot() {
            Credential brief = pki.issue(pki.ocspResponderSpec(authority).validity(now.minusSeconds(9), now));
            AnswerMaker old = new AnswerMaker(subject, issuer, brief, now.minusSeconds(5));

            assertGood(old.embedded(pinnedIssuer), Authorisation.DELEGATED);
            assertRefused(
                    OcspCheck.with(pinnedIssuer)
                            .checkLive(
                                    old.make(),
                                    subject,
                                    issuer,
                                    Optional.empty(),
                                    OcspRules.standard(),
                                    now.plusSeconds(1)),
                    Problem.RESPONDER_EXPIRED);
        }

        @Test
        void whenItWasNotYetValidAtProducedAt_thenAnEmbeddedAnswerIsRefused() {
            Credential late = pki.issue(pki.ocspResponderSpec(authority).validity(now, now.plusSeconds(60)));

            assertRefused(
                    new AnswerMaker(subject, issuer, late, now.minusSeconds(1)).embedded(pinnedIssuer),
                    Problem.RESPONDER_NOT_YET_VALID);
        }

        @Test
        void whenItHadExpiredAtProducedAt_thenAnEmbeddedAnswerIsRefused() {
            Credential early = pki.issue(pki.ocspResponderSpec(authority).validity(now.minusSeconds(60), now));

            assertRefused(
                    new AnswerMaker(subject, issuer, early, now.plusSeconds(1)).embedded(pinnedIssuer),
                    Problem.RESPONDER_EXPIRED);
        }
    }

    /** The local configuration of RFC 6960 §4.2.2.2: pinned by the caller, or on a trusted list. */
    @Nested
    class Listed {
        private final Authority stranger = pki.stranger();
        private final Credential responder = pki.ocspResponder(stranger);
        private final Certificate listed = of(responder);

        @ParameterizedTest
        @EnumSource(names = {"OCSP", "OCSP_QC"})
        void whenPinned_thenGood(ServiceType type) {
            OcspStatus status = answer(responder).live(trusting(pinned().add(type, listed)));

            assertGood(status, Authorisation.LISTED);
            assertThat(((Good) status).details().responderPath()).containsExactly(listed);
        }

        @Test
        void whenPinnedAndNotIncluded_thenFoundAmongTheListed() {
            assertGood(
                    answer(responder).including().live(trusting(pinned().add(ServiceType.OCSP_QC, listed))),
                    Authorisation.LISTED);
        }

        @ParameterizedTest
        @EnumSource(
                mode = EnumSource.Mode.EXCLUDE,
                names = {"OCSP", "OCSP_QC"})
        void whenPinnedAsAnotherService_thenNotAuthorised(ServiceType type) {
            assertRefused(
                    answer(responder).live(trusting(pinned().add(type, listed))), Problem.RESPONDER_NOT_AUTHORISED);
        }

        @Test
        void whenItsAuthorityIsListedAsOcspService_thenOnlyAMarkedOneIsGood() {
            TrustPolicy policy = trusting(pinned().add(ServiceType.OCSP_QC, Certificate.of(stranger.certificate())));
            Credential unmarked = pki.issue(pki.ocspResponderSpec(stranger).purposes(true, SandboxPki.CLIENT_AUTH));

            assertGood(answer(responder).live(policy), Authorisation.LISTED);
            assertRefused(answer(unmarked).live(policy), Problem.RESPONDER_NOT_AUTHORISED);
        }

        @Test
        void whenListedAsTimeStampingOnlyAndNotIncluded_thenNotFound() {
            assertRefused(
                    answer(responder).including().live(trusting(pinned().add(ServiceType.TSA_QTST, listed))),
                    Problem.RESPONDER_NOT_FOUND);
        }

        @Test
        void whenDesignatedAndNotIncluded_thenFoundInTheRules() {
            OcspRules rules = OcspRules.standard().withDesignatedResponder(listed);

            assertGood(
                    OcspCheck.with(pinnedIssuer)
                            .checkLive(
                                    answer(responder).including().make(),
                                    subject,
                                    issuer,
                                    Optional.empty(),
                                    rules,
                                    now),
                    Authorisation.DESIGNATED);
        }

        @Test
        void whenTheServiceIsGranted_thenGood() {
            assertGood(
                    answer(responder)
                            .live(trusting(new UnsignedList("EE")
                                    .granted("CA/QC", issuer)
                                    .granted("Certstatus/OCSP/QC", listed))),
                    Authorisation.LISTED);
        }

        @Test
        void whenTheServiceWasWithdrawnBefore_thenNotTrusted() {
            TrustPolicy policy = trusting(new UnsignedList("EE")
                    .granted("CA/QC", issuer)
                    .withdrawn("Certstatus/OCSP/QC", listed, now.minus(Duration.ofDays(1))));

            assertRefused(answer(responder).live(policy), Problem.RESPONDER_NOT_TRUSTED);
            assertRefused(answer(responder).embedded(policy), Problem.RESPONDER_NOT_TRUSTED);
        }

        @Test
        void whenTheServiceWasWithdrawnAfterwards_thenAnEmbeddedAnswerStaysGood() {
            assertGood(
                    answer(responder)
                            .embedded(trusting(new UnsignedList("EE")
                                    .granted("CA/QC", issuer)
                                    .withdrawn("Certstatus/OCSP/QC", listed, now.plusSeconds(1)))),
                    Authorisation.LISTED);
        }

        @Test
        void whenTheServiceIsGrantedOnlyLater_thenNotTrusted() {
            assertRefused(
                    answer(responder)
                            .embedded(trusting(new UnsignedList("EE")
                                    .granted("CA/QC", issuer)
                                    .service("Certstatus/OCSP/QC", listed, "granted", now.plusSeconds(1)))),
                    Problem.RESPONDER_NOT_TRUSTED);
        }
    }

    /** A country's service speaks about the issuers of that country's list. */
    @Nested
    class Territories {
        private final Credential responder = pki.ocspResponder(pki.stranger());
        private final Certificate listed = of(responder);
        private final Certificate root =
                Certificate.of(authority.parent().orElseThrow().certificate());

        @Test
        void whenOnlyAnotherTerritoryListsTheIssuer_thenNotAuthorised() {
            assertRefused(
                    answer(responder)
                            .live(trusting(
                                    new UnsignedList("LV").granted("Certstatus/OCSP/QC", listed),
                                    new UnsignedList("EE").granted("CA/QC", issuer))),
                    Problem.RESPONDER_NOT_AUTHORISED);
        }

        @Test
        void whenOnlyAnotherTerritoryListsTheAuthorityAboveTheIssuer_thenNotAuthorised() {
            assertRefused(
                    answer(responder)
                            .live(trusting(
                                    new UnsignedList("LV").granted("Certstatus/OCSP/QC", listed),
                                    new UnsignedList("EE").granted("CA/QC", root))),
                    Problem.RESPONDER_NOT_AUTHORISED);
        }

        /** For archived signatures only: the Estonian responders gave time-marks to signers of the neighbours. */
        @Test
        void whenAskedAcrossTerritories_thenAListedOneOfAnotherCountryMaySpeakButNoUnlistedOne() {
            Bytes answer = answer(responder).make();
            TrustPolicy other = trusting(
                    new UnsignedList("LV").granted("Certstatus/OCSP/QC", listed),
                    new UnsignedList("EE").granted("CA/QC", issuer));

            assertGood(
                    OcspCheck.with(other).acrossTerritories().checkEmbedded(answer, subject, issuer, List.of()),
                    Authorisation.LISTED);
            assertRefused(
                    OcspCheck.with(pinnedIssuer).acrossTerritories().checkEmbedded(answer, subject, issuer, List.of()),
                    Problem.RESPONDER_NOT_AUTHORISED);
        }

        @Test
        void whenTheSameTerritoryListsTheAuthorityAboveTheIssuer_thenGood() {
            assertGood(
                    answer(responder)
                            .live(trusting(new UnsignedList("EE")
                                    .granted("Certstatus/OCSP/QC", listed)
                                    .granted("CA/QC", root))),
                    Authorisation.LISTED);
        }

        @Test
        void whenTheIssuerLeadsNowhere_thenAListedResponderIsRefusedAndAPinnedOneIsNot() {
            assertRefused(
                    answer(responder).live(trusting(new UnsignedList("EE").granted("Certstatus/OCSP/QC", listed))),
                    Problem.RESPONDER_NOT_AUTHORISED);
            assertGood(
                    answer(responder).live(trusting(TrustAnchors.builder().add(ServiceType.OCSP_QC, listed))),
                    Authorisation.LISTED);
        }

        @Test
        void whenBothTerritoriesListTheIssuer_thenGood() {
            assertGood(
                    answer(responder)
                            .live(trusting(
                                    new UnsignedList("EE").granted("CA/QC", issuer),
                                    new UnsignedList("LV")
                                            .granted("Certstatus/OCSP/QC", listed)
                                            .granted("CA/QC", issuer))),
                    Authorisation.LISTED);
        }

        @Test
        void whenBothTerritoriesListTheResponder_thenGood() {
            assertGood(
                    answer(responder)
                            .live(trusting(
                                    new UnsignedList("LV").granted("Certstatus/OCSP/QC", listed),
                                    new UnsignedList("EE")
                                            .granted("Certstatus/OCSP/QC", listed)
                                            .granted("CA/QC", issuer))),
                    Authorisation.LISTED);
        }

        @Test
        void whenTheIssuersOwnTerritoryHasWithdrawnTheResponder_thenNotAuthorised() {
            assertRefused(
                    answer(responder)
                            .live(trusting(
                                    new UnsignedList("LV").granted("Certstatus/OCSP/QC", listed),
                                    new UnsignedList("EE")
                                            .service("Certstatus/OCSP/QC", listed, "withdrawn", now.minusSeconds(60))
                                            .granted("CA/QC", issuer))),
                    Problem.RESPONDER_NOT_AUTHORISED);
        }

        @Test
        void whenTheListOfTheResponderEnded_thenNotAuthorised() {
            HandClock clock = new HandClock(now);
            TrustPolicy loaded = trusting(pinned().addTrustedList(
                            new UnsignedList("EE")
                                    .granted("Certstatus/OCSP/QC", listed)
                                    .toList(),
                            now,
                            clock));
            assertGood(answer(responder).live(loaded), Authorisation.LISTED);

            clock.pass(Duration.ofSeconds(1));

            assertThat(answer(responder).live(loaded)).isInstanceOf(OcspStatus.Unacceptable.class);
        }

        @Test
        void whenTheIssuerIsPinned_thenAListedResponderIsGood() {
            assertGood(
                    answer(responder)
                            .live(trusting(pinned().addTrustedList(new UnsignedList("LV")
                                    .granted("Certstatus/OCSP/QC", listed)
                                    .toList()))),
                    Authorisation.LISTED);
        }

        @Test
        void whenTheResponderIsPinned_thenItSpeaksAboutAListedIssuer() {
            assertGood(
                    answer(responder)
                            .live(trusting(TrustAnchors.builder()
                                    .add(ServiceType.OCSP_QC, listed)
                                    .addTrustedList(new UnsignedList("EE")
                                            .granted("CA/QC", issuer)
                                            .toList()))),
                    Authorisation.LISTED);
        }
    }

    @Nested
    class CertIds {
        private final CertID right = AnswerMaker.certId(issuer, subject);

        @Test
        void whenTheKeyHashIsAnothers_thenMismatch() {
            CertID other = new CertID(
                    right.getHashAlgorithm(),
                    right.getIssuerNameHash(),
                    new DEROctetString(new byte[20]),
                    right.getSerialNumber());

            assertRefused(delegated().certId(other).live(pinnedIssuer), Problem.CERTID_MISMATCH);
            assertRefused(delegated().certId(other).embedded(pinnedIssuer), Problem.CERTID_MISMATCH);
        }

        @Test
        void whenTheNameHashIsAnothers_thenMismatch() {
            CertID other = new CertID(
                    right.getHashAlgorithm(),
                    new DEROctetString(new byte[20]),
                    right.getIssuerKeyHash(),
                    right.getSerialNumber());

            assertRefused(delegated().certId(other).live(pinnedIssuer), Problem.CERTID_MISMATCH);
        }

        @Test
        void whenTheDigestIsNotTheOneNamed_thenMismatch() {
            CertID other = new CertID(
                    new AlgorithmIdentifier(new ASN1ObjectIdentifier(SHA256)),
                    right.getIssuerNameHash(),
                    right.getIssuerKeyHash(),
                    right.getSerialNumber());

            assertRefused(delegated().certId(other).live(pinnedIssuer), Problem.CERTID_MISMATCH);
        }

        @Test
        void whenTheDigestIsNotKnown_thenMismatch() {
            CertID other = new CertID(
                    new AlgorithmIdentifier(new ASN1ObjectIdentifier(STRANGE)),
                    right.getIssuerNameHash(),
                    right.getIssuerKeyHash(),
                    right.getSerialNumber());

            assertRefused(delegated().certId(other).live(pinnedIssuer), Problem.CERTID_MISMATCH);
        }
    }

    @Nested
    class Extending {
        private byte[] certHash(String algorithm, byte[] hash) throws IOException {
            return new DERSequence(new ASN1Encodable[] {
                        new AlgorithmIdentifier(new ASN1ObjectIdentifier(algorithm)), new DEROctetString(hash)
                    })
                    .getEncoded();
        }

        @Test
        void whenTheCertHashFits_thenConfirmed() throws IOException {
            byte[] hash = certHash(SHA256, subject.sha256().toByteArray());

            assertThat(delegated().statusExtension(CERT_HASH, false, hash).live(pinnedIssuer))
                    .isInstanceOfSatisfying(
                            Good.class,
                            good -> assertThat(good.details().certHashConfirmed())
                                    .isTrue());
            assertThat(delegated().live(pinnedIssuer))
                    .isInstanceOfSatisfying(
                            Good.class,
                            good -> assertThat(good.details().certHashConfirmed())
                                    .isFalse());
        }

        @Test
        void whenTheCertHashIsOfAnotherCertificate_thenMismatch() throws IOException {
            byte[] hash = certHash(SHA256, issuer.sha256().toByteArray());

            assertRefused(
                    delegated().statusExtension(CERT_HASH, false, hash).live(pinnedIssuer), Problem.CERT_HASH_MISMATCH);
            assertRefused(
                    delegated().statusExtension(CERT_HASH, false, hash).embedded(pinnedIssuer),
                    Problem.CERT_HASH_MISMATCH);
        }

        @Test
        void whenTheDigestOfTheCertHashIsNotKnown_thenMismatch() throws IOException {
            byte[] hash = certHash(STRANGE, subject.sha256().toByteArray());

            assertRefused(
                    delegated().statusExtension(CERT_HASH, false, hash).live(pinnedIssuer), Problem.CERT_HASH_MISMATCH);
        }

        @Test
        void whenTheCertHashIsFollowedByMore_thenMalformed() throws IOException {
            byte[] longer = new DERSequence(new ASN1Encodable[] {
                        new AlgorithmIdentifier(new ASN1ObjectIdentifier(SHA256)),
                        new DEROctetString(subject.sha256().toByteArray()),
                        DERNull.INSTANCE
                    })
                    .getEncoded();

            assertRefused(delegated().statusExtension(CERT_HASH, false, longer).live(pinnedIssuer), Problem.MALFORMED);
        }

        @Test
        void whenAnArchiveCutoffIsGiven_thenItIsTold() throws IOException {
            byte[] cutoff = new ASN1GeneralizedTime(Date.from(now.minusSeconds(9))).getEncoded();

            assertThat(delegated()
                            .statusExtension("1.3.6.1.5.5.7.48.1.6", false, cutoff)
                            .embedded(pinnedIssuer)
                            .orElseThrow()
                            .details()
                            .archiveCutoff())
                    .contains(now.minusSeconds(9));
            assertThat(delegated()
                            .embedded(pinnedIssuer)
                            .orElseThrow()
                            .details()
                            .archiveCutoff())
                    .isEmpty();
        }

        /** As responders wrote it before RFC 8954. */
        @Test
        void whenTheNonceStandsWithoutAnOctetString_thenItCountsAllTheSame() {
            byte[] bare = {7, 7, 7, 7};
            Bytes answer = delegated().extension(NONCE, false, bare).make();
            OcspStatus right = OcspCheck.with(pinnedIssuer)
                    .checkLive(answer, subject, issuer, Optional.of(Bytes.of(bare)), OcspRules.standard(), now);
            OcspStatus wrong = OcspCheck.with(pinnedIssuer)
                    .checkLive(answer, subject, issuer, Optional.of(Bytes.of(new byte[4])), OcspRules.standard(), now);

            assertThat(right.orElseThrow().details().nonceState()).isEqualTo(OcspDetails.NonceState.MATCHED);
            assertThat(right.orElseThrow().details().nonce()).contains(Bytes.of(bare));
            assertRefused(wrong, Problem.NONCE_MISMATCH);
        }

        @Test
        void whenTheQuestionHadNoNonce_thenNoneIsCompared() {
            assertThat(delegated().live(pinnedIssuer).orElseThrow().details().nonceState())
                    .isEqualTo(OcspDetails.NonceState.NOT_COMPARED);
        }

        @Test
        void whenTheCertHashIsNotReadable_thenMalformed() {
            assertRefused(
                    delegated()
                            .statusExtension(CERT_HASH, false, new byte[] {5, 0})
                            .live(pinnedIssuer),
                    Problem.MALFORMED);
        }

        @ParameterizedTest
        @ValueSource(booleans = {true, false})
        void whenAnExtensionIsNotKnown_thenOnlyACriticalOneIsRefused(boolean ofTheStatus) {
            byte[] nothing = {5, 0};
            AnswerMaker critical = ofTheStatus
                    ? delegated().statusExtension(STRANGE, true, nothing)
                    : delegated().extension(STRANGE, true, nothing);
            AnswerMaker harmless = ofTheStatus
                    ? delegated().statusExtension(STRANGE, false, nothing)
                    : delegated().extension(STRANGE, false, nothing);

            assertRefused(critical.live(pinnedIssuer), Problem.CRITICAL_EXTENSION);
            assertRefused(critical.embedded(pinnedIssuer), Problem.CRITICAL_EXTENSION);
            assertGood(harmless.live(pinnedIssuer), Authorisation.DELEGATED);
        }
    }

    @Nested
    class Signatures {
        @Test
        void whenTheAlgorithmIsNotKnown_thenAlgorithm() throws IOException {
            byte[] whole = delegated().make().toByteArray();
            OCSPResponse response = OCSPResponse.getInstance(whole);
            ASN1Encodable[] parts = ASN1Sequence.getInstance(
                            response.getResponseBytes().getResponse().getOctets())
                    .toArray();
            parts[1] = new DERSequence(new ASN1ObjectIdentifier(STRANGE));
            Bytes strange = Bytes.of(new OCSPResponse(
                            response.getResponseStatus(),
                            new ResponseBytes(
                                    response.getResponseBytes().getResponseType(),
                                    new DEROctetString(new DERSequence(parts).getEncoded())))
                    .getEncoded());

            assertRefused(
                    OcspCheck.with(pinnedIssuer).checkEmbedded(strange, subject, issuer, List.of()), Problem.ALGORITHM);
        }

        @ParameterizedTest
        @CsvSource({"SHA256withRSA, true", "SHA1withRSA, false"})
        void whenSignedOverSha1_thenGoodOnlyWhenEmbedded(String algorithm, boolean live)
                throws OperatorCreationException {
            Credential rsa = pki.issue(pki.ocspResponderSpec(authority).keyType(KeyType.RSA2048));
            AnswerMaker answer = answer(rsa).signedBy(new JcaContentSignerBuilder(algorithm).build(rsa.privateKey()));

            assertGood(answer.embedded(pinnedIssuer), Authorisation.DELEGATED);
            if (live) {
                assertGood(answer.live(pinnedIssuer), Authorisation.DELEGATED);
            } else {
                assertRefused(answer.live(pinnedIssuer), Problem.ALGORITHM);
            }
        }

        @ParameterizedTest
        @ValueSource(booleans = {true, false})
        void whenTheIssuerSignsButAnotherResponderIsNamed_thenNotFound(boolean byKey) {
            AnswerMaker answer = delegated()
                    .signedBy(CredentialSigner.of(authority.credential()))
                    .including(issuer);

            assertRefused((byKey ? answer.byKey() : answer).live(pinnedIssuer), Problem.RESPONDER_NOT_FOUND);
        }

        @Test
        void whenAStrangerSignsInTheRespondersName_thenSignature() {
            assertRefused(
                    delegated()
                            .signedBy(CredentialSigner.of(pki.issue(pki.ocspResponderSpec(authority))))
                            .live(pinnedIssuer),
                    Problem.SIGNATURE);
        }
    }

    /** To the second, and on both sides. */
    @Nested
    class Times {
        private final Duration skew = Duration.ofSeconds(10);
        private final Duration age = Duration.ofSeconds(100);

        private OcspStatus at(AnswerMaker answer) {
            return OcspCheck.with(pinnedIssuer)
                    .checkLive(
                            answer.make(),
                            subject,
                            issuer,
                            Optional.empty(),
                            OcspRules.standard().withAllowedSkew(skew).withMaximumAge(age),
                            now);
        }

        private AnswerMaker producedAt(Instant time) {
            return new AnswerMaker(subject, issuer, pki.ocspResponder(authority), time).times(now, null);
        }

        @Test
        void whenThisUpdateIsOfTheFuture_thenRefusedBeyondTheSkew() {
            assertGood(at(delegated().times(now.plus(skew), null)), Authorisation.DELEGATED);
            assertRefused(at(delegated().times(now.plus(skew).plusSeconds(1), null)), Problem.THIS_UPDATE_FUTURE);
        }

        @Test
        void whenThisUpdateIsOld_thenRefusedBeyondTheGreatestAge() {
            assertGood(at(delegated().times(now.minus(age), null)), Authorisation.DELEGATED);
            assertRefused(at(delegated().times(now.minus(age).minusSeconds(1), null)), Problem.THIS_UPDATE_TOO_OLD);
        }

        @Test
        void whenNextUpdateHasPassed_thenRefusedBeyondTheSkew() {
            Instant before = now.minusSeconds(60);

            assertGood(at(delegated().times(before, now.minus(skew))), Authorisation.DELEGATED);
            assertRefused(at(delegated().times(before, now.minus(skew).minusSeconds(1))), Problem.NEXT_UPDATE_PAST);
        }

        @Test
        void whenNextUpdateIsBeforeThisUpdate_thenRefused() {
            assertGood(at(delegated().times(now, now)), Authorisation.DELEGATED);
            assertRefused(at(delegated().times(now, now.minusSeconds(1))), Problem.NEXT_UPDATE_BEFORE_THIS_UPDATE);
        }

        @Test
        void whenProducedInTheFuture_thenRefusedBeyondTheSkew() {
            assertGood(at(producedAt(now.plus(skew))), Authorisation.DELEGATED);
            assertRefused(at(producedAt(now.plus(skew).plusSeconds(1))), Problem.PRODUCED_AT_FUTURE);
        }

        @Test
        void whenOldAndRevoked_thenTheSameLimitsHoldForWhatElseItSays() {
            Instant old = now.minus(age).minusSeconds(1);
            AnswerMaker inTime = producedAt(now.plus(skew)).times(old, null).revoked(1);
            AnswerMaker ahead =
                    producedAt(now.plus(skew).plusSeconds(1)).times(old, null).revoked(1);

            assertThat(at(inTime)).isInstanceOf(OcspStatus.Revoked.class);
            assertThat(at(delegated().times(old, old).revoked(1))).isInstanceOf(OcspStatus.Revoked.class);
            assertRefused(at(ahead), Problem.THIS_UPDATE_TOO_OLD);
            assertRefused(at(delegated().times(old, old.minusSeconds(1)).revoked(1)), Problem.THIS_UPDATE_TOO_OLD);
        }

        @Test
        void whenTheResponderExpires_thenItsLastSecondCounts() {
            Credential brief = pki.issue(pki.ocspResponderSpec(authority).validity(now, now));

            assertGood(at(answer(brief)), Authorisation.DELEGATED);
        }
    }

    @Nested
    class Verdicts {
        private OcspStatus unknown() {
            return delegated().unknown().live(pinnedIssuer);
        }

        @Test
        void whenAsked_thenOnlyGoodIsGood() {
            OcspStatus good = delegated().live(pinnedIssuer);
            OcspStatus revoked = delegated().revoked(1).live(pinnedIssuer);
            OcspStatus unacceptable =
                    delegated().extension(STRANGE, true, new byte[] {5, 0}).live(pinnedIssuer);

            assertThat(List.of(good, revoked, unknown(), unacceptable))
                    .extracting(OcspStatus::kind)
                    .containsExactly(
                            OcspStatus.Kind.GOOD,
                            OcspStatus.Kind.REVOKED,
                            OcspStatus.Kind.UNKNOWN,
                            OcspStatus.Kind.UNACCEPTABLE);
            assertThat(List.of(good, revoked, unknown(), unacceptable))
                    .extracting(status -> status.match(g -> "good", r -> "revoked", o -> "otherwise"))
                    .containsExactly("good", "revoked", "otherwise", "otherwise");
            assertThat(good.orElseThrow()).isSameAs(good);
            for (OcspStatus refusal : List.of(revoked, unknown(), unacceptable)) {
                assertThatThrownBy(refusal::orElseThrow)
                        .isInstanceOfSatisfying(
                                TrustException.class, e -> assertThat(e.code()).isEqualTo("OCSP_" + refusal.kind()));
            }
        }

        @Test
        void whenTheBytesAreNoAnswer_thenMalformed() {
            Bytes cut = Bytes.of(new byte[] {0x30, 3, 0x0a, 1});

            assertRefused(
                    OcspCheck.with(pinnedIssuer).checkEmbedded(cut, subject, issuer, List.of()), Problem.MALFORMED);
            assertRefused(
                    OcspCheck.with(pinnedIssuer)
                            .checkLive(cut, subject, issuer, Optional.empty(), OcspRules.standard(), now),
                    Problem.MALFORMED);
        }

        @Test
        void whenEmbeddedRevoked_thenRevokedWhateverItsAge() {
            assertThat(new AnswerMaker(subject, issuer, pki.ocspResponder(authority), now.minusSeconds(60))
                            .revoked(6)
                            .embedded(pinnedIssuer))
                    .isInstanceOfSatisfying(
                            OcspStatus.Revoked.class,
                            status -> assertThat(status.suspended()).isTrue());
        }
    }

    /** A certificate that was revoked for ever stays so, however old the news is. */
    @Nested
    class OldNews {
        private final Bytes nonce = Bytes.of(new byte[] {7, 7, 7, 7});

        private AnswerMaker revoked(int reason) {
            return delegated().revoked(reason);
        }

        private AnswerMaker tooOld(AnswerMaker answer) {
            return answer.times(now.minus(Duration.ofHours(1)), null);
        }

        private AnswerMaker outOfDate(AnswerMaker answer) {
            return answer.times(now.minusSeconds(60), now.minusSeconds(30));
        }

        private OcspStatus live(AnswerMaker answer, boolean nonceRequired) {
            OcspRules rules =
                    new OcspRules(Duration.ofSeconds(10), Duration.ofMinutes(2), nonceRequired, Optional.empty());
            return OcspCheck.with(pinnedIssuer)
                    .checkLive(answer.make(), subject, issuer, Optional.of(nonce), rules, now);
        }

        private OcspStatus live(AnswerMaker answer) {
            return live(answer.extension(NONCE, false, encoded(nonce)), true);
        }

        private byte[] encoded(Bytes value) {
            byte[] der = new byte[value.size() + 2];
            der[0] = 4;
            der[1] = (byte) value.size();
            System.arraycopy(value.toByteArray(), 0, der, 2, value.size());
            return der;
        }

        @ParameterizedTest
        @ValueSource(ints = {0, 1, 2, 3, 4, 5, 9, 10})
        void whenRevokedForEver_thenItsAgeDoesNotMatter(int reason) {
            for (AnswerMaker old : List.of(tooOld(revoked(reason)), outOfDate(revoked(reason)))) {
                assertThat(live(old)).isInstanceOfSatisfying(OcspStatus.Revoked.class, status -> {
                    assertThat(status.reason()).isEqualTo(reason);
                    assertThat(status.revokedAt()).isEqualTo(now.minus(Duration.ofDays(1)));
                    assertThat(status.details().nonceState()).isEqualTo(OcspDetails.NonceState.MATCHED);
                });
            }
        }

        @ParameterizedTest
        @ValueSource(ints = {6, 8})
        void whenTheCertificateMayHaveComeBack_thenTooOld(int reason) {
            assertThat(live(revoked(reason))).isInstanceOf(OcspStatus.Revoked.class);
            assertRefused(live(tooOld(revoked(reason))), Problem.THIS_UPDATE_TOO_OLD);
            assertRefused(live(outOfDate(revoked(reason))), Problem.NEXT_UPDATE_PAST);
        }

        @Test
        void whenGood_thenTooOld() {
            assertGood(live(delegated()), Authorisation.DELEGATED);
            assertRefused(live(tooOld(delegated())), Problem.THIS_UPDATE_TOO_OLD);
            assertRefused(live(outOfDate(delegated())), Problem.NEXT_UPDATE_PAST);
        }

        @Test
        void whenTheNonceIsAnothers_thenTooOld() {
            byte[] other = encoded(Bytes.of(new byte[] {8, 7, 7, 7}));

            assertRefused(live(tooOld(revoked(1)).extension(NONCE, false, other), true), Problem.THIS_UPDATE_TOO_OLD);
            assertRefused(live(tooOld(revoked(1)).extension(NONCE, false, other), false), Problem.THIS_UPDATE_TOO_OLD);
            assertThat(live(revoked(1).extension(NONCE, false, other), true)).isInstanceOf(OcspStatus.Revoked.class);
        }

        @Test
        void whenThereIsNoNonce_thenTooOldWhereOneIsRequired() {
            assertRefused(live(tooOld(revoked(1)), true), Problem.THIS_UPDATE_TOO_OLD);
            assertThat(live(tooOld(revoked(1)), false)).isInstanceOf(OcspStatus.Revoked.class);
        }

        @Test
        void whenItsTimesAreWrongBesides_thenTooOld() {
            AnswerMaker contradicting =
                    revoked(1).times(now.minus(Duration.ofHours(1)), now.minus(Duration.ofHours(2)));
            AnswerMaker ofTheFuture = new AnswerMaker(
                            subject, issuer, pki.ocspResponder(authority), now.plusSeconds(60))
                    .revoked(1)
                    .times(now.minus(Duration.ofHours(1)), null);

            assertRefused(live(contradicting), Problem.THIS_UPDATE_TOO_OLD);
            assertRefused(live(ofTheFuture), Problem.THIS_UPDATE_TOO_OLD);
        }

        @Test
        void whenItIsSignedByAStranger_thenSignature() {
            assertRefused(
                    live(tooOld(revoked(1)).signedBy(CredentialSigner.of(pki.issue(pki.ocspResponderSpec(authority))))),
                    Problem.SIGNATURE);
        }

        @Test
        void whenItHoldsAnUnknownCriticalExtension_thenRefused() {
            assertRefused(
                    live(tooOld(revoked(1)).statusExtension(STRANGE, true, new byte[] {5, 0})),
                    Problem.CRITICAL_EXTENSION);
        }
    }
}
