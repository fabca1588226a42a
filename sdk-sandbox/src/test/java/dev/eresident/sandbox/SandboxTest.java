package dev.eresident.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.eresident.sandbox.card.CardProfile;
import dev.eresident.sandbox.card.IdCard;
import dev.eresident.sandbox.fault.TransportFault;
import dev.eresident.sandbox.junit.SandboxExtension;
import dev.eresident.sandbox.ocsp.OcspFault;
import dev.eresident.sandbox.pki.Authority;
import dev.eresident.sandbox.pki.KeyType;
import dev.eresident.sandbox.pki.SignatureAlgorithm;
import dev.eresident.sandbox.tsa.TsaFault;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.Signature;
import java.security.cert.CertPathValidator;
import java.security.cert.CertificateFactory;
import java.security.cert.PKIXParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.Collection;
import java.util.Date;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.crypto.dsig.XMLSignatureFactory;
import javax.xml.crypto.dsig.dom.DOMValidateContext;
import javax.xml.parsers.DocumentBuilderFactory;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.cmp.PKIFailureInfo;
import org.bouncycastle.asn1.ocsp.OCSPObjectIdentifiers;
import org.bouncycastle.asn1.oiw.OIWObjectIdentifiers;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.Extensions;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateHolder;
import org.bouncycastle.cert.ocsp.BasicOCSPResp;
import org.bouncycastle.cert.ocsp.CertificateID;
import org.bouncycastle.cert.ocsp.OCSPReqBuilder;
import org.bouncycastle.cert.ocsp.OCSPResp;
import org.bouncycastle.cert.ocsp.RevokedStatus;
import org.bouncycastle.cert.ocsp.UnknownStatus;
import org.bouncycastle.cms.DefaultCMSSignatureAlgorithmNameGenerator;
import org.bouncycastle.cms.bc.BcECSignerInfoVerifierBuilder;
import org.bouncycastle.operator.DefaultDigestAlgorithmIdentifierFinder;
import org.bouncycastle.operator.DefaultSignatureAlgorithmIdentifierFinder;
import org.bouncycastle.operator.bc.BcDigestCalculatorProvider;
import org.bouncycastle.operator.bc.BcECContentVerifierProviderBuilder;
import org.bouncycastle.tsp.TSPAlgorithms;
import org.bouncycastle.tsp.TSPException;
import org.bouncycastle.tsp.TimeStampRequest;
import org.bouncycastle.tsp.TimeStampRequestGenerator;
import org.bouncycastle.tsp.TimeStampResponse;
import org.bouncycastle.tsp.TimeStampToken;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

/** The services of the sandbox as BouncyCastle and the JDK judge them. */
@ExtendWith(SandboxExtension.class)
class SandboxTest {
    private static final Instant NOON = Instant.parse("2026-06-15T12:00:00Z");
    private static final Clock CLOCK = Clock.fixed(NOON, ZoneOffset.UTC);
    private static final byte[] NONCE = "0123456789abcdef0123456789abcdef".getBytes(StandardCharsets.US_ASCII);
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    @Nested
    class Start {
        @Test
        void whenSeedClockAndPortAreTheSame_thenCertificatesAreTheSameByteForByte() throws Exception {
            int port = 23_400; // below the range of which systems give free ports away, between two starts too
            while (!sameByteForByte(port)) {
                port++;
            }
        }

        /** False when somebody else has the port. */
        private boolean sameByteForByte(int port) throws Exception {
            byte[] first;
            byte[] firstList;
            try (Sandbox sandbox = started(42, port)) {
                first = sandbox.eResident().authenticationCertificate().getEncoded();
                firstList = sandbox.pki().trustedList();
            } catch (UncheckedIOException e) {
                assertThat(port).as(e.getMessage()).isLessThan(23_500);
                return false;
            }
            try (Sandbox sandbox = started(42, port)) {
                byte[] list = sandbox.pki().trustedList();
                assertThat(list).isEqualTo(firstList);
                assertThat(sandbox.eResident().authenticationCertificate().getEncoded())
                        .isEqualTo(first);
            }
            try (Sandbox sandbox = started(43, port)) {
                assertThat(sandbox.eResident().authenticationCertificate().getEncoded())
                        .isNotEqualTo(first);
            }
            return true;
        }

        private static Sandbox started(long seed, int port) {
            return Sandbox.builder().seed(seed).clock(CLOCK).port(port).start();
        }

        @Test
        void whenStarted_thenTheTimeIsPrinted() {
            long before = System.nanoTime();
            try (Sandbox sandbox = Sandbox.start()) {
                long started = System.nanoTime();
                assertThat(sandbox.eResident().person().personalCode()).hasSize(11);
                long carded = System.nanoTime();
                sandbox.pki().trustedList();
                long listed = System.nanoTime();
                System.out.printf(
                        "sandbox: start %d ms, first card %d ms, first trusted list %d ms%n",
                        Duration.ofNanos(started - before).toMillis(),
                        Duration.ofNanos(carded - started).toMillis(),
                        Duration.ofNanos(listed - carded).toMillis());
            }
        }

        @Test
        void whenNobodyPlaysThePath_then404AndRemembered() throws Exception {
            try (Sandbox sandbox = Sandbox.start()) {
                HttpResponse<String> answer = HTTP.send(
                        HttpRequest.newBuilder(sandbox.baseUri().resolve("/nowhere"))
                                .build(),
                        BodyHandlers.ofString());

                assertThat(answer.statusCode()).isEqualTo(404);
                assertThat(answer.body()).contains("GET /nowhere");
                assertThat(sandbox.unexpectedRequests()).hasSize(1);
            }
        }
    }

    @Nested
    class Cards {
        @ParameterizedTest
        @EnumSource(CardProfile.class)
        void whenACardIsIssued_thenTheJdkTrustsItsChainAndReadsItsProfile(CardProfile profile, Sandbox sandbox)
                throws Exception {
            IdCard card = sandbox.card(profile);

            for (X509Certificate certificate : List.of(card.authenticationCertificate(), card.signingCertificate())) {
                PKIXParameters parameters =
                        new PKIXParameters(Set.of(new TrustAnchor(card.issuer().certificate(), null)));
                parameters.setRevocationEnabled(false);
                parameters.setDate(Date.from(sandbox.clock().instant()));
                CertPathValidator.getInstance("PKIX")
                        .validate(
                                CertificateFactory.getInstance("X.509").generateCertPath(List.of(certificate)),
                                parameters);
                assertThat(new String(certificate.getExtensionValue("2.5.29.32"), StandardCharsets.ISO_8859_1))
                        .contains(new String(
                                new org.bouncycastle.asn1.ASN1ObjectIdentifier(profile.documentPolicy()).getEncoded(),
                                StandardCharsets.ISO_8859_1));
            }
            assertThat(card.authenticationCertificate().getKeyUsage()[0]).isTrue();
            assertThat(card.authenticationCertificate().getExtendedKeyUsage()).contains("1.3.6.1.5.5.7.3.2");
            assertThat(card.signingCertificate().getKeyUsage()[1]).isTrue();
            assertThat(card.signingCertificate().getKeyUsage()[0]).isFalse();
            assertThat(card.signingCertificate().getExtendedKeyUsage()).isNull();
        }

        @Test
        void whenTheCodeIsMadeUp_thenItsCheckDigitIsRight(Sandbox sandbox) {
            String code = sandbox.citizen().person().personalCode();
            int sum = 0;
            for (int i = 0; i < 10; i++) {
                sum += (code.charAt(i) - '0') * (i == 9 ? 1 : i + 1);
            }
            assertThat(sum % 11).isLessThan(10).isEqualTo(code.charAt(10) - '0');
        }

        @ParameterizedTest
        @EnumSource(SignatureAlgorithm.class)
        void whenATokenIsSigned_thenTheJdkVerifiesIt(SignatureAlgorithm algorithm, Sandbox sandbox) throws Exception {
            KeyType keyType = switch (algorithm) {
                case ES256 -> KeyType.P256;
                case ES384 -> KeyType.P384;
                case ES512 -> KeyType.P521;
                default -> KeyType.RSA2048;
            };
            IdCard card = sandbox.orderCard(CardProfile.E_RESIDENT_2018)
                    .keyType(keyType)
                    .label("token-" + keyType)
                    .issue();

            String token =
                    card.webEid("https://bank.example", "nonce", algorithm).json();

            assertThat(field(token, "format")).isEqualTo("web-eid:1.0");
            assertThat(field(token, "algorithm")).isEqualTo(algorithm.name());
            X509Certificate certificate = certificate(field(token, "unverifiedCertificate"));
            Signature verifier = verifier(algorithm);
            verifier.initVerify(certificate);
            MessageDigest digest = MessageDigest.getInstance(algorithm.hash());
            verifier.update(digest.digest("https://bank.example".getBytes(StandardCharsets.UTF_8)));
            verifier.update(digest.digest("nonce".getBytes(StandardCharsets.UTF_8)));
            assertThat(verifier.verify(Base64.getDecoder().decode(field(token, "signature"))))
                    .isTrue();
        }

        @Test
        void whenTheKeyDoesNotFitTheAlgorithm_thenTheCardRefuses(Sandbox sandbox) {
            assertThatThrownBy(() -> sandbox.eResident().sign(new byte[1], SignatureAlgorithm.RS256))
                    .isInstanceOf(IllegalArgumentException.class);
        }

        private static Signature verifier(SignatureAlgorithm algorithm) throws GeneralSecurityException {
            String hash = algorithm.hash().replace("-", "");
            if (algorithm.isEllipticCurve()) {
                return Signature.getInstance(hash + "withECDSAinP1363Format");
            }
            if (algorithm.name().startsWith("RS")) {
                return Signature.getInstance(hash + "withRSA");
            }
            Signature pss = Signature.getInstance("RSASSA-PSS");
            int salt = MessageDigest.getInstance(algorithm.hash()).getDigestLength();
            pss.setParameter(
                    new PSSParameterSpec(algorithm.hash(), "MGF1", new MGF1ParameterSpec(algorithm.hash()), salt, 1));
            return pss;
        }
    }

    @Nested
    class Ocsp {
        @Test
        void whenTheCertificateWasIssued_thenGoodWithNonceAndDelegatedResponder() throws Exception {
            try (Sandbox sandbox = Sandbox.builder().clock(CLOCK).start()) {
                IdCard card = sandbox.eResident();
                BasicOCSPResp answer = ask(card.authenticationCertificate(), card.issuer());

                X509CertificateHolder responder = answer.getCerts()[0];
                assertThat(answer.isSignatureValid(
                                new BcECContentVerifierProviderBuilder(new DefaultDigestAlgorithmIdentifierFinder())
                                        .build(responder)))
                        .isTrue();
                assertThat(responder.isSignatureValid(
                                new BcECContentVerifierProviderBuilder(new DefaultDigestAlgorithmIdentifierFinder())
                                        .build(new JcaX509CertificateHolder(
                                                card.issuer().certificate()))))
                        .isTrue();
                assertThat(answer.getResponses()).hasSize(1);
                assertThat(answer.getResponses()[0].getCertStatus()).isNull();
                assertThat(answer.getResponses()[0].getThisUpdate()).isEqualTo(Date.from(NOON));
                assertThat(answer.getProducedAt()).isEqualTo(Date.from(NOON));
                assertThat(answer.getExtension(OCSPObjectIdentifiers.id_pkix_ocsp_nonce)
                                .getExtnValue()
                                .getOctets())
                        .isEqualTo(new DEROctetString(NONCE).getEncoded());
                assertThat(sandbox.ocsp().requestCount()).isEqualTo(1);
            }
        }

        @Test
        void whenRevokedSuspendedForgottenOrForeign_thenTheStatusSaysSo(Sandbox sandbox) throws Exception {
            IdCard card = sandbox.orderCard(CardProfile.E_RESIDENT_2025).issue();
            sandbox.ocsp().revoke(card.authenticationCertificate(), NOON, 1);
            sandbox.ocsp().suspend(card.signingCertificate(), NOON);

            RevokedStatus revoked = (RevokedStatus) ask(card.authenticationCertificate(), card.issuer())
                    .getResponses()[0]
                    .getCertStatus();
            assertThat(revoked.getRevocationReason()).isEqualTo(1);
            assertThat(revoked.getRevocationTime()).isEqualTo(Date.from(NOON));
            assertThat(((RevokedStatus) ask(card.signingCertificate(), card.issuer())
                                    .getResponses()[0]
                                    .getCertStatus())
                            .getRevocationReason())
                    .isEqualTo(6);
            sandbox.ocsp().activate(card.signingCertificate());
            assertThat(ask(card.signingCertificate(), card.issuer())
                            .getResponses()[0]
                            .getCertStatus())
                    .isNull();
            sandbox.ocsp().forget(card.signingCertificate());
            assertThat(ask(card.signingCertificate(), card.issuer())
                            .getResponses()[0]
                            .getCertStatus())
                    .isInstanceOf(UnknownStatus.class);
        }

        @ParameterizedTest
        @EnumSource(OcspFault.class)
        void whenAFaultIsScripted_thenTheAnswerIsStillParsableOcsp(OcspFault fault, Sandbox sandbox) throws Exception {
            IdCard card = sandbox.eResident();
            sandbox.ocsp().misbehave(fault);

            OCSPResp response = new OCSPResp(post(card.issuer().ocspUri(), "application/ocsp-request", request(card))
                    .body());

            if (response.getStatus() == 0) {
                BasicOCSPResp basic = (BasicOCSPResp) response.getResponseObject();
                X509CertificateHolder[] certs = basic.getCerts();
                boolean valid = certs.length > 0
                        && basic.isSignatureValid(
                                new BcECContentVerifierProviderBuilder(new DefaultDigestAlgorithmIdentifierFinder())
                                        .build(certs[0]));
                assertThat(valid)
                        .isEqualTo(fault != OcspFault.BAD_SIGNATURE && fault != OcspFault.RESPONDER_NOT_INCLUDED);
            } else {
                assertThat(fault)
                        .isIn(
                                OcspFault.MALFORMED_REQUEST,
                                OcspFault.INTERNAL_ERROR,
                                OcspFault.TRY_LATER,
                                OcspFault.SIG_REQUIRED,
                                OcspFault.UNAUTHORIZED);
            }
        }

        @Test
        void whenTheCertificateIsForeign_thenUnknown(Sandbox sandbox) throws Exception {
            IdCard card = sandbox.eResident();
            X509Certificate foreign = card.issuer().certificate();
            assertThat(ask(foreign, card.issuer()).getResponses()[0].getCertStatus())
                    .isInstanceOf(UnknownStatus.class);
        }

        @Test
        void whenTheContentTypeIsWrong_thenRefused(Sandbox sandbox) throws Exception {
            IdCard card = sandbox.eResident();
            assertThat(post(card.issuer().ocspUri(), "application/octet-stream", request(card))
                            .statusCode())
                    .isEqualTo(415);
        }

        @Test
        void whenTheRequestIsGarbage_thenMalformedRequest(Sandbox sandbox) throws Exception {
            byte[] body = post(sandbox.ocspUri(), "application/ocsp-request", new byte[] {1, 2, 3})
                    .body();
            assertThat(new OCSPResp(body).getStatus()).isEqualTo(OCSPResp.MALFORMED_REQUEST);
        }

        private byte[] request(IdCard card) throws Exception {
            return SandboxTest.request(card.authenticationCertificate(), card.issuer());
        }

        private BasicOCSPResp ask(X509Certificate certificate, Authority issuer) throws Exception {
            HttpResponse<byte[]> answer =
                    post(issuer.ocspUri(), "application/ocsp-request", SandboxTest.request(certificate, issuer));
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/ocsp-response");
            return (BasicOCSPResp) new OCSPResp(answer.body()).getResponseObject();
        }
    }

    @Nested
    class Tsa {
        @Test
        void whenAHashIsStamped_thenBouncyCastleAcceptsTheToken() throws Exception {
            try (Sandbox sandbox = Sandbox.builder().clock(CLOCK).start()) {
                TimeStampRequestGenerator generator = new TimeStampRequestGenerator();
                generator.setCertReq(true);
                TimeStampRequest request =
                        generator.generate(TSPAlgorithms.SHA256, new byte[32], new BigInteger("12345678901234567890"));
                HttpResponse<byte[]> answer =
                        post(sandbox.tsaUri(), "application/timestamp-query", request.getEncoded());

                assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/timestamp-reply");
                TimeStampResponse response = new TimeStampResponse(answer.body());
                response.validate(request);
                response.getTimeStampToken()
                        .validate(new BcECSignerInfoVerifierBuilder(
                                        new DefaultCMSSignatureAlgorithmNameGenerator(),
                                        new DefaultSignatureAlgorithmIdentifierFinder(),
                                        new DefaultDigestAlgorithmIdentifierFinder(),
                                        new BcDigestCalculatorProvider())
                                .build(new JcaX509CertificateHolder(
                                        sandbox.pki().tsa().certificate())));
                assertThat(response.getTimeStampToken().getTimeStampInfo().getGenTime())
                        .isEqualTo(Date.from(NOON));
            }
        }

        @ParameterizedTest
        @EnumSource(TsaFault.class)
        void whenAFaultIsScripted_thenBouncyCastleRefusesTheAnswer(TsaFault fault, Sandbox sandbox) throws Exception {
            sandbox.tsa().misbehave(fault);
            TimeStampRequestGenerator generator = new TimeStampRequestGenerator();
            generator.setCertReq(true);
            TimeStampRequest request = generator.generate(TSPAlgorithms.SHA256, new byte[32], BigInteger.TEN);

            TimeStampResponse response =
                    new TimeStampResponse(post(sandbox.tsaUri(), "application/timestamp-query", request.getEncoded())
                            .body());

            assertThatThrownBy(() -> judge(response, request)).isInstanceOf(TSPException.class);
        }

        @Test
        void whenTheRequestIsNotSound_thenRejectedWithTheReason(Sandbox sandbox) throws Exception {
            byte[] sha1 = new TimeStampRequestGenerator()
                    .generate(TSPAlgorithms.SHA1, new byte[20])
                    .getEncoded();
            TimeStampResponse badAlgorithm = new TimeStampResponse(
                    post(sandbox.tsaUri(), "application/timestamp-query", sha1).body());
            assertThat(badAlgorithm.getStatus()).isEqualTo(2);
            assertThat(badAlgorithm.getFailInfo().intValue()).isEqualTo(PKIFailureInfo.badAlg);
            assertThat(post(sandbox.tsaUri(), "text/plain", sha1).statusCode()).isEqualTo(415);
        }

        private static void judge(TimeStampResponse response, TimeStampRequest request) throws Exception {
            response.validate(request);
            TimeStampToken token = response.getTimeStampToken();
            if (token == null) {
                throw new TSPException("rejected");
            }
            Collection<X509CertificateHolder> certificates =
                    token.getCertificates().getMatches(null);
            if (certificates.isEmpty()) {
                throw new TSPException("no certificate");
            }
            token.validate(new BcECSignerInfoVerifierBuilder(
                            new DefaultCMSSignatureAlgorithmNameGenerator(),
                            new DefaultSignatureAlgorithmIdentifierFinder(),
                            new DefaultDigestAlgorithmIdentifierFinder(),
                            new BcDigestCalculatorProvider())
                    .build(certificates.iterator().next()));
        }
    }

    @Nested
    class TrustedList {
        @Test
        void whenFetched_thenTheJdkVerifiesTheSignatureOfTheSchemeOperator(Sandbox sandbox) throws Exception {
            HttpResponse<byte[]> answer =
                    HTTP.send(HttpRequest.newBuilder(sandbox.trustedListUri()).build(), BodyHandlers.ofByteArray());

            DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
            factory.setNamespaceAware(true);
            Document document = factory.newDocumentBuilder().parse(new ByteArrayInputStream(answer.body()));
            Element properties = (Element)
                    document.getElementsByTagNameNS("*", "SignedProperties").item(0);
            properties.setIdAttribute("Id", true);
            DOMValidateContext context = new DOMValidateContext(
                    sandbox.pki().schemeOperator().certificate().getPublicKey(),
                    document.getElementsByTagNameNS("*", "Signature").item(0));
            assertThat(XMLSignatureFactory.getInstance("DOM")
                            .unmarshalXMLSignature(context)
                            .validate(context))
                    .isTrue();
        }
    }

    @Nested
    class Faults {
        @ParameterizedTest
        @EnumSource(TransportFault.class)
        void whenAFaultIsScripted_thenNoRightAnswerArrivesAndTheNextRequestSucceeds(
                TransportFault fault, Sandbox sandbox) throws Exception {
            IdCard card = sandbox.eResident();
            byte[] request = request(card.authenticationCertificate(), card.issuer());
            sandbox.ocsp().failNext(fault);

            CompletableFuture<HttpResponse<byte[]>> pending =
                    HTTP.sendAsync(ocspRequest(card, request), BodyHandlers.ofByteArray());
            boolean right;
            try {
                HttpResponse<byte[]> answer = pending.get(700, TimeUnit.MILLISECONDS);
                right = answer.statusCode() == 200
                        && answer.headers()
                                .firstValue("Content-Type")
                                .orElse("")
                                .equals("application/ocsp-response")
                        && answer.body().length > 100;
            } catch (ExecutionException | TimeoutException e) {
                right = false;
            } finally {
                pending.cancel(true);
            }

            assertThat(right).isFalse();
            assertThat(HTTP.send(ocspRequest(card, request), BodyHandlers.ofByteArray())
                            .statusCode())
                    .isEqualTo(200);
        }

        private static HttpRequest ocspRequest(IdCard card, byte[] request) {
            return HttpRequest.newBuilder(card.issuer().ocspUri())
                    .header("Content-Type", "application/ocsp-request")
                    .POST(HttpRequest.BodyPublishers.ofByteArray(request))
                    .build();
        }
    }

    private static byte[] request(X509Certificate certificate, Authority issuer) throws Exception {
        X509CertificateHolder holder = new JcaX509CertificateHolder(issuer.certificate());
        CertificateID id = new CertificateID(
                new BcDigestCalculatorProvider().get(new AlgorithmIdentifier(OIWObjectIdentifiers.idSHA1)),
                holder,
                certificate.getSerialNumber());
        return new OCSPReqBuilder()
                .addRequest(id)
                .setRequestExtensions(new Extensions(new Extension(
                        OCSPObjectIdentifiers.id_pkix_ocsp_nonce, false, new DEROctetString(NONCE).getEncoded())))
                .build()
                .getEncoded();
    }

    private static HttpResponse<byte[]> post(URI uri, String contentType, byte[] body)
            throws IOException, InterruptedException {
        return HTTP.send(
                HttpRequest.newBuilder(uri)
                        .header("Content-Type", contentType)
                        .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                        .build(),
                BodyHandlers.ofByteArray());
    }

    private static String field(String json, String name) {
        Matcher matcher = Pattern.compile("\"" + name + "\":\"([^\"]*)\"").matcher(json);
        assertThat(matcher.find()).isTrue();
        return matcher.group(1);
    }

    private static X509Certificate certificate(String base64) throws GeneralSecurityException {
        return (X509Certificate) CertificateFactory.getInstance("X.509")
                .generateCertificate(
                        new ByteArrayInputStream(Base64.getDecoder().decode(base64)));
    }
}
