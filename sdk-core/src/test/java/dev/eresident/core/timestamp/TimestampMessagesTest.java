package dev.eresident.core.timestamp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.eresident.core.Bytes;
import dev.eresident.core.ProtocolException;
import dev.eresident.core.internal.crypto.DigestAlgorithm;
import java.io.IOException;
import java.math.BigInteger;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.DERBitString;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.DERUTF8String;
import org.bouncycastle.asn1.tsp.TimeStampReq;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The two messages of RFC 3161 §2.4, held against BouncyCastle's. */
class TimestampMessagesTest {
    private static final BigInteger NONCE = new BigInteger("123456789012345678901234567890");
    private static final Bytes DIGEST = Bytes.of(DigestAlgorithm.SHA256.digest(new byte[] {1}));

    private static TimeStampReq request(Optional<String> policy) {
        return TimeStampReq.getInstance(TimestampMessages.request(DigestAlgorithm.SHA256, DIGEST, policy, NONCE)
                .toByteArray());
    }

    @Test
    void whenARequestIsMade_thenItAsksForTheDigestUnderANonceAndForTheCertificate() {
        TimeStampReq request = request(Optional.empty());

        assertThat(request.getVersion().intValueExact()).isEqualTo(1);
        assertThat(request.getMessageImprint().getHashAlgorithm().getAlgorithm().getId())
                .isEqualTo(DigestAlgorithm.SHA256.oid());
        assertThat(request.getMessageImprint().getHashAlgorithm().getParameters())
                .isEqualTo(DERNull.INSTANCE);
        assertThat(request.getMessageImprint().getHashedMessage()).isEqualTo(DIGEST.toByteArray());
        assertThat(request.getReqPolicy()).isNull();
        assertThat(request.getNonce().getValue()).isEqualTo(NONCE);
        assertThat(request.getCertReq().isTrue()).isTrue();
    }

    @Test
    void whenAPolicyIsGiven_thenTheRequestAsksForIt() {
        assertThat(request(Optional.of("2.999.1")).getReqPolicy()).isEqualTo(new ASN1ObjectIdentifier("2.999.1"));
    }

    private static byte[] der(ASN1Encodable... parts) {
        try {
            return new DERSequence(parts).getEncoded();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static DERSequence info(ASN1Encodable... parts) {
        return new DERSequence(parts);
    }

    private static TimestampMessages.Reply reply(long status, ASN1Encodable... further) {
        ASN1Encodable[] parts = new ASN1Encodable[further.length + 1];
        parts[0] = new ASN1Integer(status);
        System.arraycopy(further, 0, parts, 1, further.length);
        return TimestampMessages.reply(der(info(parts)));
    }

    @ParameterizedTest
    @CsvSource({
        "0, true, 0",
        "1, true, 1",
        "2, false, 2",
        "32767, false, 32767",
        "32768, false, 2147483647",
        "-1, false, 2147483647",
        "4294967296, false, 2147483647"
    })
    void whenAStatusIsRead_thenOnlyTheFirstTwoGrant(long sent, boolean granted, int read) {
        assertThat(reply(sent).granted()).isEqualTo(granted);
        assertThat(reply(sent).status()).isEqualTo(read);
    }

    @ParameterizedTest
    @CsvSource({"0, badAlg", "2, badRequest", "14, timeNotAvailable", "25, systemFailure", "3, unknown reason"})
    void whenABitOfTheFailureIsSet_thenItIsNamed(int bit, String name) {
        byte[] bits = new byte[4];
        bits[bit / 8] = (byte) (0x80 >> (bit % 8));

        assertThat(reply(2, new DERSequence(new DERUTF8String("said")), new DERBitString(bits, 0))
                        .failure())
                .isEqualTo(name);
    }

    @Test
    void whenThereIsNoFailure_thenSaysSo() {
        assertThat(reply(2).failure()).isEqualTo("no reason given");
    }

    @Test
    void whenThereIsAToken_thenItIsReadWhole() {
        ASN1Sequence token = new DERSequence(new ASN1Integer(7));

        assertThat(TimestampMessages.reply(der(info(new ASN1Integer(0)), token))
                        .token()
                        .orElseThrow())
                .isEqualTo(der(new ASN1Integer(7)));
        assertThat(reply(0).token()).isEmpty();
    }

    @Test
    void whenThereIsMoreThanTheElements_thenUnreadable() {
        DERSequence token = new DERSequence(new ASN1Integer(7));
        DERSequence granted = info(new ASN1Integer(0));

        assertThatThrownBy(() -> TimestampMessages.reply(der(granted, token, token)))
                .isInstanceOf(ProtocolException.class);
        assertThatThrownBy(() -> reply(0, DERNull.INSTANCE)).isInstanceOf(ProtocolException.class);
    }
}
