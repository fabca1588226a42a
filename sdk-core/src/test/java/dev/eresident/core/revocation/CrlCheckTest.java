package dev.eresident.core.revocation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.eresident.core.Bytes;
import dev.eresident.core.ProtocolException;
import dev.eresident.core.TrustException;
import dev.eresident.core.certificate.Certificate;
import dev.eresident.core.internal.asn1.DerElement;
import dev.eresident.core.internal.asn1.DerReader;
import dev.eresident.core.revocation.CrlStatus.Good;
import dev.eresident.core.revocation.CrlStatus.Kind;
import dev.eresident.core.revocation.CrlStatus.Problem;
import dev.eresident.core.revocation.CrlStatus.Revoked;
import dev.eresident.core.revocation.CrlStatus.Unacceptable;
import dev.eresident.core.testing.LongerDer;
import dev.eresident.core.trust.TrustAnchors;
import dev.eresident.core.trust.TrustPolicy;
import dev.eresident.sandbox.Sandbox;
import dev.eresident.sandbox.junit.SandboxExtension;
import dev.eresident.sandbox.pki.Authority;
import dev.eresident.sandbox.pki.CertificateSpec;
import dev.eresident.sandbox.pki.Credential;
import dev.eresident.sandbox.pki.CredentialSigner;
import dev.eresident.sandbox.pki.KeyType;
import dev.eresident.sandbox.pki.KeyUse;
import dev.eresident.sandbox.pki.SandboxPki;
import java.io.IOException;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.asn1.ASN1Boolean;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1EncodableVector;
import org.bouncycastle.asn1.ASN1Enumerated;
import org.bouncycastle.asn1.ASN1GeneralizedTime;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.ASN1Set;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.DERSet;
import org.bouncycastle.asn1.DERTaggedObject;
import org.bouncycastle.asn1.DERUTF8String;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x509.CRLDistPoint;
import org.bouncycastle.asn1.x509.DistributionPoint;
import org.bouncycastle.asn1.x509.DistributionPointName;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.Extensions;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.IssuingDistributionPoint;
import org.bouncycastle.asn1.x509.ReasonFlags;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The rules of RFC 5280 §5, §6.3.3 on lists made for them, each with one fault. */
@ExtendWith(SandboxExtension.class)
class CrlCheckTest {
    private static final Duration SKEW = Duration.ofMinutes(5);
    private static final String URL = "http://crl.example/one.crl";
    private static final String STRANGE = "2.999.5280";

    private final SandboxPki pki;
    private final Authority authority;
    private final Instant now;
    private final Certificate issuer;
    private final Certificate subject;
    private final CrlCheck check;

    CrlCheckTest(Sandbox sandbox) {
        this.pki = sandbox.pki();
        this.authority = pki.tsaAuthority();
        this.now = sandbox.clock().instant().truncatedTo(ChronoUnit.SECONDS);
        this.issuer = Certificate.of(authority.certificate());
        this.subject = issue(leaf("subject"));
        this.check = CrlCheck.with(TrustPolicy.test(TrustAnchors.ofCas(List.of(issuer))));
    }

    private CertificateSpec leaf(String name) {
        return new CertificateSpec(new X500Principal("CN=" + name), now.minus(days(10)), now.plus(days(10)))
                .issuer(authority)
                .label(name)
                .keyType(KeyType.P256)
                .keyUsage(KeyUse.DIGITAL_SIGNATURE);
    }

    private Certificate issue(CertificateSpec spec) {
        return Certificate.of(pki.issue(spec).certificate());
    }

    private static Duration days(int count) {
        return Duration.ofDays(count);
    }

    private CrlMaker list() {
        return list(now);
    }

    private CrlMaker list(Instant thisUpdate) {
        return new CrlMaker(authority.credential(), thisUpdate).next(thisUpdate.plus(days(1)));
    }

    private CrlStatus embedded(CrlMaker list) {
        return check.checkEmbedded(list.make(), subject, issuer);
    }

    private CrlStatus live(CrlMaker list) {
        return check.checkLive(list.make(), subject, issuer, SKEW, now);
    }

    private static void assertRefused(CrlStatus status, Problem problem) {
        assertThat(status)
                .isInstanceOfSatisfying(
                        Unacceptable.class, no -> assertThat(no.problem()).isEqualTo(problem));
    }

    private static Extensions entry(String oid, boolean critical, ASN1Encodable value) {
        try {
            return new Extensions(new Extension(
                    new ASN1ObjectIdentifier(oid),
                    critical,
                    value.toASN1Primitive().getEncoded()));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Extensions reason(int code) {
        return entry("2.5.29.21", false, new ASN1Enumerated(code));
    }

    /** RFC 5280 §5.1.2.6, §5.3: what the list says about the certificate. */
    @Nested
    class Entries {
        @Test
        void whenNotListed_thenGood() {
            CrlStatus status = embedded(list().revoke(BigInteger.ONE, now.minus(days(1)), null)
                    .extension("2.5.29.20", false, new ASN1Integer(17)));

            assertThat(status).isInstanceOfSatisfying(Good.class, good -> {
                assertThat(good.thisUpdate()).isEqualTo(now);
                assertThat(good.details().issuer()).isEqualTo(issuer);
                assertThat(good.details().signatureDigest()).isEqualTo("SHA-256");
                assertThat(good.details().nextUpdate()).contains(now.plus(days(1)));
                assertThat(good.details().number()).contains(BigInteger.valueOf(17));
                assertThat(good.details().expiredSince()).isEmpty();
            });
            assertThat(status.kind()).isEqualTo(Kind.GOOD);
            assertThat(status.orElseThrow()).isSameAs(status);
        }

        @Test
        void whenTheListIsEmpty_thenGood() {
            assertThat(embedded(list()).kind()).isEqualTo(Kind.GOOD);
            assertThat(live(list()).kind()).isEqualTo(Kind.GOOD);
        }

        @Test
        void whenListed_thenRevokedSinceItsDate() {
            CrlStatus status = embedded(list().revoke(BigInteger.ONE, now, null)
                    .revoke(subject.serialNumber(), now.minus(days(2)), reason(1))
                    .revoke(BigInteger.TWO, now, null));

            assertThat(status).isInstanceOfSatisfying(Revoked.class, revoked -> {
                assertThat(revoked.revokedAt()).isEqualTo(now.minus(days(2)));
                assertThat(revoked.reason()).isEqualTo(1);
                assertThat(revoked.thisUpdate()).isEqualTo(now);
                assertThat(revoked.invalidSince()).isEmpty();
                assertThat(revoked.suspended()).isFalse();
            });
            assertThat(status.kind()).isEqualTo(Kind.REVOKED);
            assertThatThrownBy(status::orElseThrow)
                    .isInstanceOfSatisfying(
                            TrustException.class, e -> assertThat(e.code()).isEqualTo("CRL_REVOKED"));
        }

        @Test
        void whenMatched_thenEachCaseHasItsFunction() {
            CrlStatus good = embedded(list());
            CrlStatus revoked = embedded(list().revoke(subject.serialNumber(), now, null));
            CrlStatus neither = embedded(list(now.minus(days(30))));

            assertThat(List.of(good, revoked, neither))
                    .extracting(status -> status.match(g -> "good", r -> "revoked", o -> "otherwise"))
                    .containsExactly("good", "revoked", "otherwise");
        }

        @Test
        void whenOnHold_thenSuspended() {
            assertThat(embedded(list().revoke(subject.serialNumber(), now, reason(6))))
                    .isInstanceOfSatisfying(
                            Revoked.class,
                            revoked -> assertThat(revoked.suspended()).isTrue());
        }

        @Test
        void whenTakenOff_thenRefusedBecauseOnlyADeltaMayDoThat() {
            assertRefused(embedded(list().revoke(subject.serialNumber(), now, reason(8))), Problem.REMOVED);
        }

        @Test
        void whenTheReasonIsZero_thenRevokedForIt() {
            assertThat(embedded(list().revoke(subject.serialNumber(), now, reason(0))))
                    .isInstanceOfSatisfying(
                            Revoked.class,
                            revoked -> assertThat(revoked.reason()).isZero());
        }

        @Test
        void whenNoReasonIsGiven_thenZero() {
            assertThat(embedded(list().revoke(subject.serialNumber(), now, null)))
                    .isInstanceOfSatisfying(
                            Revoked.class,
                            revoked -> assertThat(revoked.reason()).isZero());
        }

        @Test
        void whenListedTwice_thenTheEarliestDate() {
            assertThat(embedded(list().revoke(subject.serialNumber(), now.minus(days(2)), reason(6))
                            .revoke(subject.serialNumber(), now.minus(days(3)), reason(1))
                            .revoke(subject.serialNumber(), now.minus(days(1)), reason(2))))
                    .isInstanceOfSatisfying(
                            Revoked.class,
                            revoked -> assertThat(revoked.reason()).isEqualTo(1));
        }

        @Test
        void whenTheKeyWasInvalidEarlier_thenThatIsTold() {
            Extensions invalidity = entry("2.5.29.24", false, new ASN1GeneralizedTime(Date.from(now.minus(days(5)))));

            assertThat(embedded(list().revoke(subject.serialNumber(), now, invalidity)))
                    .isInstanceOfSatisfying(
                            Revoked.class,
                            revoked -> assertThat(revoked.invalidSince()).contains(now.minus(days(5))));
        }

        @Test
        void whenAnEntryOfAnotherCertificateIsCriticalAndUnknown_thenRefused() {
            assertRefused(
                    embedded(list().revoke(BigInteger.ONE, now, entry(STRANGE, true, DERNull.INSTANCE))),
                    Problem.CRITICAL_EXTENSION);
            assertThat(embedded(list().revoke(BigInteger.ONE, now, entry(STRANGE, false, DERNull.INSTANCE)))
                            .kind())
                    .isEqualTo(Kind.GOOD);
        }

        @Test
        void whenAnEntryNamesAnotherIssuer_thenRefused() {
            GeneralNames other = new GeneralNames(new GeneralName(new X500Name("CN=Other")));

            assertRefused(
                    embedded(list().revoke(BigInteger.ONE, now, entry("2.5.29.29", true, other))), Problem.INDIRECT);
        }
    }

    /** RFC 5280 §6.3.3 (f), (g). */
    @Nested
    class Issuer {
        @ParameterizedTest
        @CsvSource({"SHA256withRSA, GOOD", "SHA1withRSA, UNACCEPTABLE"})
        void whenSignedOverSha1_thenGoodOnlyWhenEmbedded(String algorithm, Kind live) throws OperatorCreationException {
            Credential rsa = pki.issue(root(now.minus(days(9)), now.plus(days(9)))
                    .subject(authority.certificate().getSubjectX500Principal())
                    .keyType(KeyType.RSA2048));
            Crl list = new CrlMaker(rsa, now)
                    .next(now.plus(days(1)))
                    .signedBy(new JcaContentSignerBuilder(algorithm).build(rsa.privateKey()))
                    .make();
            Certificate own = Certificate.of(rsa.certificate());

            assertThat(check.checkEmbedded(list, subject, own).kind()).isEqualTo(Kind.GOOD);
            assertThat(check.checkLive(list, subject, own, SKEW, now).kind()).isEqualTo(live);
        }

        @Test
        void whenByAnotherIssuer_thenRefused() {
            CrlMaker other = new CrlMaker(pki.stranger().credential(), now);

            assertRefused(embedded(other), Problem.ISSUER_MISMATCH);
        }

        @Test
        void whenTheCertificateIsOfAnotherIssuer_thenRefused() {
            Certificate stranger = issue(leaf("other").issuer(pki.stranger()));

            assertRefused(check.checkEmbedded(list().make(), stranger, issuer), Problem.ISSUER_MISMATCH);
        }

        @Test
        void whenTheNameUsesOtherStringTypes_thenTheSameName() throws IOException {
            X500Name name = X500Name.getInstance(issuer.subjectName().toByteArray());
            ASN1EncodableVector parts = new ASN1EncodableVector();
            for (ASN1Encodable part : ASN1Sequence.getInstance(name.toASN1Primitive())) {
                ASN1Sequence pair =
                        ASN1Sequence.getInstance(ASN1Set.getInstance(part).getObjectAt(0));
                ASN1ObjectIdentifier type = ASN1ObjectIdentifier.getInstance(pair.getObjectAt(0));
                ASN1Encodable value = type.equals(BCStyle.C)
                        ? pair.getObjectAt(1)
                        : new DERUTF8String(pair.getObjectAt(1).toString());
                parts.add(new DERSet(new DERSequence(new ASN1Encodable[] {type, value})));
            }
            byte[] other = new DERSequence(parts).getEncoded();

            assertThat(Bytes.of(other)).isNotEqualTo(issuer.subjectName());
            assertThat(embedded(new CrlMaker(authority.credential(), other, now))
                            .kind())
                    .isEqualTo(Kind.GOOD);
        }

        @Test
        void whenTheSignatureIsBroken_thenRefused() {
            assertRefused(
                    embedded(list().signedBy(CredentialSigner.of(authority.credential(), true))), Problem.SIGNATURE);
        }

        @Test
        void whenSignedByAnotherKeyInItsName_thenRefused() {
            assertRefused(
                    embedded(list().signedBy(CredentialSigner.of(pki.stranger().credential()))), Problem.SIGNATURE);
        }

        private CrlStatus byIssuer(CertificateSpec spec) {
            Credential other = pki.issue(spec.subject(authority.certificate().getSubjectX500Principal()));
            return check.checkEmbedded(new CrlMaker(other, now).make(), subject, Certificate.of(other.certificate()));
        }

        private CertificateSpec root(Instant from, Instant to) {
            return new CertificateSpec(new X500Principal("CN=Root"), from, to)
                    .label("root")
                    .keyType(KeyType.P256)
                    .authority(0);
        }

        @Test
        void whenTheIssuerMayNotSignLists_thenRefused() {
            CertificateSpec without =
                    root(now.minus(days(9)), now.plus(days(9))).keyUsage(KeyUse.KEY_CERT_SIGN);
            CertificateSpec unsaid = root(now.minus(days(9)), now.plus(days(9)));

            assertRefused(byIssuer(without), Problem.ISSUER_NOT_AUTHORISED);
            assertThat(byIssuer(unsaid).kind()).isEqualTo(Kind.GOOD);
        }

        @ParameterizedTest
        @ValueSource(ints = {-1, 1})
        void whenTheIssuerWasNotValid_thenRefused(int side) {
            CertificateSpec spec = side < 0
                    ? root(now.minus(days(9)), now.minusSeconds(1))
                    : root(now.plusSeconds(1), now.plus(days(9)));

            assertRefused(byIssuer(spec), Problem.ISSUER_NOT_AUTHORISED);
        }
    }

    /** RFC 5280 §5.2: extensions, and what the list is about. */
    @Nested
    class Scope {
        private final GeneralNames here = new GeneralNames(new GeneralName(GeneralName.uniformResourceIdentifier, URL));

        private CrlMaker scoped(IssuingDistributionPoint point) {
            return list().extension("2.5.29.28", true, point);
        }

        private DistributionPointName named(String url) {
            return new DistributionPointName(
                    new GeneralNames(new GeneralName(GeneralName.uniformResourceIdentifier, url)));
        }

        @Test
        void whenAnUnknownExtensionIsCritical_thenRefused() {
            assertRefused(embedded(list().extension(STRANGE, true, DERNull.INSTANCE)), Problem.CRITICAL_EXTENSION);
            assertThat(embedded(list().extension(STRANGE, false, DERNull.INSTANCE))
                            .kind())
                    .isEqualTo(Kind.GOOD);
        }

        @Test
        void whenADelta_thenRefused() {
            assertRefused(embedded(list().extension("2.5.29.27", true, new ASN1Integer(1))), Problem.DELTA);
        }

        @Test
        void whenIndirect_thenRefused() {
            assertRefused(
                    embedded(scoped(new IssuingDistributionPoint(null, false, false, null, true, false))),
                    Problem.INDIRECT);
        }

        @Test
        void whenForUsersOrAuthoritiesOnly_thenForTheseOnly() {
            IssuingDistributionPoint users = new IssuingDistributionPoint(null, true, false, null, false, false);
            IssuingDistributionPoint authorities = new IssuingDistributionPoint(null, false, true, null, false, false);
            Certificate lower = issue(leaf("lower").authority(0).keyUsage(KeyUse.KEY_CERT_SIGN));

            assertThat(embedded(scoped(users)).kind()).isEqualTo(Kind.GOOD);
            assertRefused(embedded(scoped(authorities)), Problem.SCOPE);
            assertRefused(check.checkEmbedded(scoped(users).make(), lower, issuer), Problem.SCOPE);
            assertThat(check.checkEmbedded(scoped(authorities).make(), lower, issuer)
                            .kind())
                    .isEqualTo(Kind.GOOD);
        }

        @Test
        void whenForAttributeCertificates_thenRefused() {
            assertRefused(
                    embedded(scoped(new IssuingDistributionPoint(null, false, false, null, false, true))),
                    Problem.SCOPE);
        }

        @Test
        void whenForSomeReasons_thenRefused() {
            ReasonFlags some = new ReasonFlags(ReasonFlags.keyCompromise);

            assertRefused(
                    embedded(scoped(new IssuingDistributionPoint(null, false, false, some, false, false))),
                    Problem.SCOPE);
        }

        private Certificate withPoints(DistributionPoint... points) {
            try {
                return issue(leaf("pointed").extension("2.5.29.31", false, new CRLDistPoint(points).getEncoded()));
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        }

        @Test
        void whenTheCertificateNamesThePoint_thenGood_otherwiseRefused() {
            Crl list = scoped(new IssuingDistributionPoint(
                            new DistributionPointName(here), false, false, null, false, false))
                    .make();
            DistributionPoint other = new DistributionPoint(named("http://crl.example/two.crl"), null, null);
            DistributionPoint same = new DistributionPoint(named(URL), null, null);
            DistributionPoint foreign = new DistributionPoint(
                    named(URL), null, new GeneralNames(new GeneralName(new X500Name("CN=Other"))));

            assertThat(check.checkEmbedded(list, withPoints(other, same), issuer)
                            .kind())
                    .isEqualTo(Kind.GOOD);
            assertRefused(check.checkEmbedded(list, withPoints(other), issuer), Problem.SCOPE);
            assertRefused(check.checkEmbedded(list, withPoints(foreign), issuer), Problem.SCOPE);
            assertRefused(check.checkEmbedded(list, subject, issuer), Problem.SCOPE);
        }

        @Test
        void whenThePointHasARelativeName_thenRefused() {
            ASN1Encodable relative = new DERTaggedObject(
                    false, 1, new DERSet(new DERSequence(new ASN1Encodable[] {BCStyle.CN, new DERUTF8String("part")})));
            ASN1Encodable point = new DERSequence(new DERTaggedObject(true, 0, relative));

            assertRefused(embedded(list().extension("2.5.29.28", true, point)), Problem.SCOPE);
        }

        private DerElement point(ASN1Encodable... parts) {
            byte[] der = Format.encoded(new DERSequence(parts));
            return DerReader.single(der, DerElement.SEQUENCE, der.length);
        }

        /** A point that holds what nobody reads could narrow the list further than it was taken for. */
        @Test
        void whenThePointHoldsMoreThanItShould_thenUnreadable() {
            ASN1Encodable users = new DERTaggedObject(false, 1, ASN1Boolean.TRUE);
            ASN1Encodable twoOctets = new DERTaggedObject(false, 1, new DEROctetString(new byte[] {1, 1}));
            ASN1Encodable no = new DERTaggedObject(false, 2, ASN1Boolean.FALSE);
            ASN1Encodable twoNames =
                    new DERTaggedObject(false, 0, new DERSequence(new ASN1Encodable[] {named(URL), named(URL)}));

            CrlScope scope = CrlScope.read(point(users, no));
            assertThat(scope.onlyUsers()).isTrue();
            assertThat(scope.onlyAuthorities()).isFalse();
            assertThat(scope.covers(subject)).isTrue();
            for (DerElement wrong : List.of(point(users, DERNull.INSTANCE), point(twoOctets), point(twoNames))) {
                assertThatThrownBy(() -> CrlScope.read(wrong)).isInstanceOf(ProtocolException.class);
            }
        }

        @Test
        void whenAnExtensionHoldsTwoValues_thenMalformed() {
            assertThatThrownBy(() -> Crl.parse(list().rawExtension("2.5.29.20", new byte[] {2, 1, 1, 2, 1, 2})
                            .der()))
                    .isInstanceOf(ProtocolException.class);
        }

        @Test
        void whenAnExtensionCannotBeRead_thenMalformed() {
            ASN1Encodable noTime = new ASN1Integer(1);

            assertRefused(embedded(list().extension("2.5.29.60", false, noTime)), Problem.MALFORMED);
            assertRefused(live(list().extension("2.5.29.60", false, noTime)), Problem.MALFORMED);
        }
    }

    @Nested
    class Times {
        @Test
        void whenOlderThanTheCertificate_thenRefused() {
            assertRefused(embedded(list(subject.notBefore().minusSeconds(1))), Problem.BEFORE_CERTIFICATE);
            assertThat(embedded(list(subject.notBefore())).kind()).isEqualTo(Kind.GOOD);
        }

        @Test
        void whenAfterTheExpiry_thenRefusedUnlessExpiredOnesStay() {
            Instant later = subject.notAfter().plusSeconds(1);
            ASN1GeneralizedTime inTime = new ASN1GeneralizedTime(Date.from(subject.notAfter()));
            ASN1GeneralizedTime tooLate = new ASN1GeneralizedTime(Date.from(later));

            assertRefused(embedded(list(later)), Problem.CERTIFICATE_EXPIRED);
            assertRefused(embedded(list(later).extension("2.5.29.60", false, tooLate)), Problem.CERTIFICATE_EXPIRED);
            assertThat(embedded(list(later).extension("2.5.29.60", false, inTime))
                            .kind())
                    .isEqualTo(Kind.GOOD);
            assertThat(embedded(list(subject.notAfter())).kind()).isEqualTo(Kind.GOOD);
            assertThat(embedded(list(later).revoke(subject.serialNumber(), now, null))
                            .kind())
                    .isEqualTo(Kind.REVOKED);
        }

        @Test
        void whenTimesContradictEachOther_thenRefused() {
            assertRefused(embedded(list().next(now.minusSeconds(1))), Problem.NEXT_UPDATE_BEFORE_THIS_UPDATE);
        }

        @Test
        void whenLive_thenNowMustLieWithin() {
            assertThat(live(list(now.plus(SKEW))).kind()).isEqualTo(Kind.GOOD);
            assertRefused(live(list(now.plus(SKEW).plusSeconds(1))), Problem.THIS_UPDATE_FUTURE);
            Instant longAgo = now.minus(days(1)).minus(SKEW);
            assertThat(live(list(longAgo)).kind()).isEqualTo(Kind.GOOD);
            assertRefused(live(list(longAgo.minusSeconds(1))), Problem.NEXT_UPDATE_PAST);
            assertRefused(live(new CrlMaker(authority.credential(), now)), Problem.NEXT_UPDATE_MISSING);
        }

        @Test
        void whenAnOldListSaysRevoked_thenStillRevoked() {
            assertThat(live(list(now.minus(days(5))).revoke(subject.serialNumber(), now.minus(days(6)), null))
                            .kind())
                    .isEqualTo(Kind.REVOKED);
        }

        @Test
        void whenEmbedded_thenAnyAge() {
            assertThat(embedded(list(now.minus(days(9)))).kind()).isEqualTo(Kind.GOOD);
            assertThat(embedded(new CrlMaker(authority.credential(), now)).kind())
                    .isEqualTo(Kind.GOOD);
        }
    }

    @Nested
    class Format {
        private void assertUnreadable(byte[] der, String why) {
            assertThatThrownBy(() -> Crl.parse(der))
                    .isInstanceOfSatisfying(
                            ProtocolException.class, e -> assertThat(e.code()).isEqualTo("CRL_UNREADABLE"))
                    .hasMessageContaining(why);
        }

        @Test
        void whenRead_thenItsFields() {
            Crl crl = list().extension("2.5.29.20", false, new ASN1Integer(5)).make();

            assertThat(crl.issuerName()).isEqualTo(issuer.subjectName());
            assertThat(crl.thisUpdate()).isEqualTo(now);
            assertThat(crl.nextUpdate()).contains(now.plus(days(1)));
            assertThat(crl.number()).contains(BigInteger.valueOf(5));
            assertThat(new CrlMaker(authority.credential(), now).make().nextUpdate())
                    .isEmpty();
        }

        @Test
        void whenCutOffOrFollowed_thenRefused() {
            byte[] der = list().der();

            assertUnreadable(Arrays.copyOf(der, der.length - 1), "longer than its container");
            assertUnreadable(Arrays.copyOf(der, der.length + 1), "unexpected bytes follow");
            assertUnreadable(new byte[0], "found the end");
        }

        private byte[] changed(int index, ASN1Encodable value) {
            ASN1EncodableVector outer = new ASN1EncodableVector();
            ASN1Sequence whole = ASN1Sequence.getInstance(list().der());
            ASN1EncodableVector inner = new ASN1EncodableVector();
            ASN1Sequence signed = ASN1Sequence.getInstance(whole.getObjectAt(0));
            for (int i = 0; i < signed.size(); i++) {
                inner.add(i == index ? value : signed.getObjectAt(i));
            }
            outer.add(new DERSequence(inner));
            outer.add(whole.getObjectAt(1));
            outer.add(whole.getObjectAt(2));
            try {
                return new DERSequence(outer).getEncoded();
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        }

        @Test
        void whenAFieldIsAnother_thenRefused() {
            assertUnreadable(changed(0, new ASN1Integer(2)), "version");
            assertUnreadable(
                    changed(1, new DERSequence(new ASN1ObjectIdentifier(STRANGE))), "two signature algorithms");
            assertUnreadable(changed(3, new ASN1Integer(1)), "a time is missing");
            assertUnreadable(changed(4, new ASN1Integer(1)), "unexpected bytes follow");
        }

        private byte[] followed(boolean inAnEntry) {
            ASN1Sequence whole = ASN1Sequence.getInstance(list().der());
            if (!inAnEntry) {
                ASN1EncodableVector parts = new ASN1EncodableVector();
                whole.forEach(parts::add);
                parts.add(DERNull.INSTANCE);
                return encoded(new DERSequence(parts));
            }
            DERSequence entry = new DERSequence(new ASN1Encodable[] {
                new ASN1Integer(1), new ASN1GeneralizedTime(Date.from(now)), new DERSequence(), DERNull.INSTANCE
            });
            ASN1EncodableVector signed = new ASN1EncodableVector();
            ASN1Sequence.getInstance(whole.getObjectAt(0)).forEach(signed::add);
            signed.add(new DERSequence(entry));
            return encoded(new DERSequence(
                    new ASN1Encodable[] {new DERSequence(signed), whole.getObjectAt(1), whole.getObjectAt(2)}));
        }

        private static byte[] encoded(DERSequence sequence) {
            try {
                return sequence.getEncoded();
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        }

        @Test
        void whenMoreStandsInTheListOrAnEntry_thenRefused() {
            assertUnreadable(followed(false), "unexpected bytes follow");
            assertUnreadable(followed(true), "unexpected bytes follow");
        }

        /** Besides the names and the algorithm in the second place, which makes two different ones. */
        @Test
        void whenAnyElementHoldsMoreThanItShould_thenRefused() {
            byte[] der = list().revoke(BigInteger.ONE, now, reason(1))
                    .extension("2.5.29.20", false, new ASN1Integer(5))
                    .der();
            Set<String> readable = new TreeSet<>();
            LongerDer.of(der).forEach((place, longer) -> {
                try {
                    Crl.parse(longer);
                    readable.add(place);
                } catch (ProtocolException e) {
                    assertThat(e.code()).isEqualTo("CRL_UNREADABLE");
                }
            });
            readable.removeIf(place -> place.startsWith("0.2")); // the issuer's name, compared as a whole

            assertThat(readable).isEmpty();
        }

        @Test
        void whenThereAreMoreExtensionsThanTheLimit_thenRefused() {
            CrlMaker maker = list();
            for (int i = 0; i < 32; i++) {
                maker.extension(STRANGE + "." + i, false, DERNull.INSTANCE);
            }
            assertThat(embedded(maker).kind()).isEqualTo(Kind.GOOD);
            assertUnreadable(maker.extension(STRANGE, false, DERNull.INSTANCE).der(), "more than 32 extensions");
        }

        @Test
        void whenAnEntryIsBroken_thenRefusedEvenForOthers() {
            assertUnreadable(
                    list().revoke(BigInteger.ONE, now, entry("2.5.29.21", false, new ASN1Integer(1)))
                            .der(),
                    "reason");
        }

        @Test
        void whenTheAlgorithmIsNotKnown_thenRefused() throws IOException {
            ASN1Sequence algorithm = new DERSequence(new ASN1ObjectIdentifier(STRANGE));
            ASN1Sequence whole = ASN1Sequence.getInstance(changed(1, algorithm));
            byte[] der = new DERSequence(new ASN1Encodable[] {whole.getObjectAt(0), algorithm, whole.getObjectAt(2)})
                    .getEncoded();

            assertRefused(check.checkEmbedded(Crl.parse(der), subject, issuer), Problem.ALGORITHM);
        }

        @Test
        void whenLarge_thenTheEntryIsFound() {
            CrlMaker maker = list();
            for (int i = 1; i <= 50_000; i++) {
                maker.revoke(BigInteger.valueOf(i).shiftLeft(100), now, null);
            }
            Crl crl = maker.revoke(subject.serialNumber(), now, null).make();

            assertThat(check.checkEmbedded(crl, subject, issuer).kind()).isEqualTo(Kind.REVOKED);
            assertThat(Optional.of(check.checkEmbedded(crl, issue(leaf("another")), issuer)
                            .kind()))
                    .contains(Kind.GOOD);
        }
    }
}
