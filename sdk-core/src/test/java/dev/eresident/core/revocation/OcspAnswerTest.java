package dev.eresident.core.revocation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.eresident.core.Bytes;
import dev.eresident.core.ProtocolException;
import dev.eresident.core.certificate.Certificate;
import dev.eresident.core.testing.LongerDer;
import dev.eresident.sandbox.Sandbox;
import dev.eresident.sandbox.card.IdCard;
import dev.eresident.sandbox.junit.SandboxExtension;
import dev.eresident.sandbox.pki.Credential;
import java.io.IOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collections;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1EncodableVector;
import org.bouncycastle.asn1.ASN1Enumerated;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.DERTaggedObject;
import org.bouncycastle.asn1.ocsp.OCSPResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The shape of an OCSP answer (RFC 6960 §4.2.1), each time with one thing too much or another. */
@ExtendWith(SandboxExtension.class)
class OcspAnswerTest {
    private static final ASN1ObjectIdentifier BASIC = new ASN1ObjectIdentifier("1.3.6.1.5.5.7.48.1.1");
    private static final String STRANGE = "2.999.6960";

    private final AnswerMaker maker;
    private final Instant now;

    OcspAnswerTest(Sandbox sandbox) {
        IdCard card = sandbox.eResident();
        Credential responder = sandbox.pki().ocspResponder(card.issuer());
        this.now = sandbox.clock().instant().truncatedTo(ChronoUnit.SECONDS);
        this.maker = new AnswerMaker(
                Certificate.of(card.authenticationCertificate()),
                Certificate.of(card.issuer().certificate()),
                responder,
                now);
    }

    private static byte[] encoded(ASN1Encodable value) {
        try {
            return value.toASN1Primitive().getEncoded();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] basic(Bytes answer) {
        return OCSPResponse.getInstance(answer.toByteArray())
                .getResponseBytes()
                .getResponse()
                .getOctets();
    }

    private static DERSequence sequence(ASN1Encodable... parts) {
        return new DERSequence(parts);
    }

    /** An OCSPResponse whose parts are given. */
    private static byte[] response(int status, ASN1Encodable... further) {
        ASN1EncodableVector parts = new ASN1EncodableVector();
        parts.add(new ASN1Enumerated(status));
        for (ASN1Encodable one : further) {
            parts.add(one);
        }
        return encoded(new DERSequence(parts));
    }

    private static ASN1Encodable typed(ASN1ObjectIdentifier type, byte[] basic) {
        return new DERTaggedObject(true, 0, sequence(type, new DEROctetString(basic)));
    }

    private static void assertUnreadable(byte[] der) {
        assertThatThrownBy(() -> OcspAnswer.parse(der)).isInstanceOf(ProtocolException.class);
    }

    @Test
    void whenTheEnvelopeIsAnother_thenUnreadable() {
        byte[] basic = basic(maker.make());
        ASN1OctetString octets = new DEROctetString(basic);

        assertThat(OcspAnswer.parse(response(0, typed(BASIC, basic))).basic()).isNotNull();
        assertUnreadable(response(0));
        assertUnreadable(response(0, typed(new ASN1ObjectIdentifier(STRANGE), basic)));
        assertUnreadable(response(0, typed(BASIC, basic), DERNull.INSTANCE));
        assertUnreadable(response(0, new DERTaggedObject(true, 0, sequence(BASIC, octets, DERNull.INSTANCE))));
        byte[] two = new byte[basic.length + 2];
        System.arraycopy(basic, 0, two, 0, basic.length);
        two[basic.length] = 5;
        assertUnreadable(response(0, typed(BASIC, two)));
        assertUnreadable(response(0, new DERTaggedObject(false, 0, new DERSequence(new ASN1Encodable[] {
            sequence(BASIC, octets), DERNull.INSTANCE
        }))));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 6, 127})
    void whenTheStatusIsAnError_thenNothingElseIsRead(int status) {
        assertThat(OcspAnswer.parse(response(status))).isEqualTo(new OcspAnswer(status, null));
        assertUnreadable(response(status, DERNull.INSTANCE));
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 128, 256})
    void whenTheStatusIsNoSmallNumber_thenUnreadable(int status) {
        assertUnreadable(encoded(sequence(new ASN1Integer(status)))); // another type
        byte[] der = encoded(sequence(new ASN1Integer(status)));
        der[2] = 0x0a;
        assertUnreadable(der);
    }

    private Set<String> readableThoughLonger(AnswerMaker answer) {
        Set<String> readable = new TreeSet<>();
        LongerDer.of(basic(answer.make())).forEach((place, der) -> {
            try {
                OcspAnswer.parse(response(0, typed(BASIC, der)));
                readable.add(place);
            } catch (ProtocolException e) {
                assertThat(e.code()).isEqualTo("ASN1_MALFORMED");
            }
        });
        readable.removeIf(place -> place.matches(
                "0\\.0\\.0.*|3\\.0\\.0.*")); // the responder's name and certificate, which have readers of their own
        return readable;
    }

    /** Besides the algorithm of the signature, whose parameters may be NULL, and that of the CertID, which is then unknown, so that the answer fits no certificate. */
    @Test
    void whenAnElementHoldsMoreThanItShould_thenUnreadable() {
        AnswerMaker everything = maker.revoked(1)
                .times(now, now.plusSeconds(60))
                .statusExtension(STRANGE, false, new byte[] {5, 0})
                .extension(STRANGE, false, new byte[] {5, 0});

        assertThat(readableThoughLonger(everything)).containsExactly("0.2.0.0.0", "1");
        byte[] longer =
                Objects.requireNonNull(LongerDer.of(basic(everything.make())).get("0.2.0.0.0"));
        OcspAnswer.Basic read = Objects.requireNonNull(
                OcspAnswer.parse(response(0, typed(BASIC, longer))).basic());
        assertThat(read.singles().get(0).certId().digest()).isNull();
    }

    @Test
    void whenTheResponderIsNamedByKey_thenNothingMayFollowTheHash() {
        assertThat(readableThoughLonger(maker.byKey())).containsExactly("0.2.0.0.0", "1");
    }

    private byte[] withData(int index, ASN1Encodable value) {
        ASN1Encodable[] parts = ASN1Sequence.getInstance(basic(maker.make())).toArray();
        ASN1Encodable[] data = ASN1Sequence.getInstance(parts[0]).toArray();
        data[index] = value;
        parts[0] = new DERSequence(data);
        return response(0, typed(BASIC, encoded(new DERSequence(parts))));
    }

    private ASN1Encodable withStatus(ASN1Encodable status) {
        ASN1Sequence data = ASN1Sequence.getInstance(
                ASN1Sequence.getInstance(basic(maker.make())).getObjectAt(0));
        ASN1Encodable[] single = ASN1Sequence.getInstance(
                        ASN1Sequence.getInstance(data.getObjectAt(2)).getObjectAt(0))
                .toArray();
        single[1] = status;
        return sequence(new DERSequence(single));
    }

    @Test
    void whenTheStatusOfTheCertificateIsNone_thenUnreadable() {
        ASN1Encodable good = new DERTaggedObject(false, 0, DERNull.INSTANCE);
        ASN1Encodable notNull = new DERTaggedObject(false, 0, new DEROctetString(new byte[1]));
        ASN1Encodable third = new DERTaggedObject(false, 3, DERNull.INSTANCE);

        OcspAnswer.Basic read = OcspAnswer.parse(withData(2, withStatus(good))).basic();
        assertThat(read == null ? null : read.singles().get(0).kind()).isEqualTo(OcspAnswer.Kind.GOOD);
        assertUnreadable(withData(2, withStatus(notNull)));
        assertUnreadable(withData(2, withStatus(third)));
    }

    @Test
    void whenTheResponderIsNamedInAThirdWay_thenUnreadable() {
        assertUnreadable(withData(0, new DERTaggedObject(true, 3, new DEROctetString(new byte[20]))));
    }

    private byte[] versioned(int version, ASN1Encodable... further) {
        ASN1Encodable[] parts = ASN1Sequence.getInstance(basic(maker.make())).toArray();
        ASN1EncodableVector data = new ASN1EncodableVector();
        ASN1EncodableVector inTag = new ASN1EncodableVector();
        inTag.add(new ASN1Integer(version));
        for (ASN1Encodable one : further) {
            inTag.add(one);
        }
        data.add(
                new DERTaggedObject(false, 0, new DERSequence(inTag))); // the tag takes the place of the sequence's own
        ASN1Sequence.getInstance(parts[0]).forEach(data::add);
        parts[0] = new DERSequence(data);
        return response(0, typed(BASIC, encoded(new DERSequence(parts))));
    }

    @Test
    void whenTheVersionIsWritten_thenItIsTheFirst() {
        assertThat(OcspAnswer.parse(versioned(0)).basic()).isNotNull();
        assertUnreadable(versioned(1));
        assertUnreadable(versioned(0, DERNull.INSTANCE));
    }

    private byte[] withExtensions(int count, boolean different) {
        ASN1EncodableVector list = new ASN1EncodableVector();
        for (int i = 0; i < count; i++) {
            list.add(sequence(
                    new ASN1ObjectIdentifier(STRANGE + "." + (different ? i : 0)),
                    new DEROctetString(new byte[] {5, 0})));
        }
        ASN1Encodable[] parts = ASN1Sequence.getInstance(basic(maker.make())).toArray();
        ASN1EncodableVector data = new ASN1EncodableVector();
        ASN1Sequence.getInstance(parts[0]).forEach(data::add);
        data.add(new DERTaggedObject(true, 1, new DERSequence(list)));
        parts[0] = new DERSequence(data);
        return response(0, typed(BASIC, encoded(new DERSequence(parts))));
    }

    @Test
    void whenAnExtensionOccursTwice_thenUnreadable() {
        assertThat(OcspAnswer.parse(withExtensions(1, false)).basic()).isNotNull();
        assertUnreadable(withExtensions(2, false));
    }

    @Test
    void whenThereAreMoreExtensionsThanTheLimit_thenUnreadable() {
        assertThat(OcspAnswer.parse(withExtensions(32, true)).basic()).isNotNull();
        assertUnreadable(withExtensions(33, true));
    }

    /** Limits: statuses and certificates. */
    @Test
    void whenThereIsMoreThanTheLimit_thenUnreadable() {
        ASN1Sequence data = ASN1Sequence.getInstance(
                ASN1Sequence.getInstance(basic(maker.make())).getObjectAt(0));
        ASN1Encodable single = ASN1Sequence.getInstance(data.getObjectAt(2)).getObjectAt(0);

        assertThat(OcspAnswer.parse(withData(
                                2,
                                new DERSequence(Collections.nCopies(64, single).toArray(ASN1Encodable[]::new))))
                        .basic())
                .isNotNull();
        assertUnreadable(
                withData(2, new DERSequence(Collections.nCopies(65, single).toArray(ASN1Encodable[]::new))));
        assertThat(OcspAnswer.parse(response(0, typed(BASIC, withCertificates(16))))
                        .basic())
                .isNotNull();
        assertUnreadable(response(0, typed(BASIC, withCertificates(17))));
    }

    private byte[] withCertificates(int count) {
        ASN1Encodable[] parts = ASN1Sequence.getInstance(basic(maker.make())).toArray();
        ASN1Encodable none = sequence(new ASN1Integer(1));
        parts[3] = new DERTaggedObject(
                true, 0, new DERSequence(Collections.nCopies(count, none).toArray(ASN1Encodable[]::new)));
        return encoded(new DERSequence(parts));
    }
}
