package dev.eresident.core.internal.crypto;

import dev.eresident.core.ProtocolException;
import dev.eresident.core.internal.asn1.DerElement;
import dev.eresident.core.internal.asn1.DerReader;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.Optional;

/** An ECDSA value whose two numbers are between 1 and the order; nothing else ever reaches the arithmetic (CVE-2022-21449). */
record EcdsaValue(BigInteger r, BigInteger s) {
    /** Reads r‖s, each of exactly the length of the order. */
    static Optional<EcdsaValue> ofP1363(byte[] value, NamedCurve curve) {
        int length = curve.length();
        if (value.length != 2 * length) {
            return Optional.empty();
        }
        BigInteger r = new BigInteger(1, Arrays.copyOfRange(value, 0, length));
        BigInteger s = new BigInteger(1, Arrays.copyOfRange(value, length, 2 * length));
        return checked(r, s, curve);
    }

    /** Reads Ecdsa-Sig-Value (RFC 3279 §2.2.3) in its one DER encoding. */
    static Optional<EcdsaValue> ofDer(byte[] value, NamedCurve curve) {
        try {
            DerReader numbers = DerReader.single(value, DerElement.SEQUENCE, 2 * curve.length() + 16)
                    .reader();
            DerElement r = numbers.next(DerElement.INTEGER);
            DerElement s = numbers.next(DerElement.INTEGER);
            numbers.expectEnd();
            return r.integerMinimal() && s.integerMinimal()
                    ? checked(r.integer(), s.integer(), curve)
                    : Optional.empty();
        } catch (ProtocolException e) {
            return Optional.empty();
        }
    }

    private static Optional<EcdsaValue> checked(BigInteger r, BigInteger s, NamedCurve curve) {
        return inRange(r, curve) && inRange(s, curve) ? Optional.of(new EcdsaValue(r, s)) : Optional.empty();
    }

    private static boolean inRange(BigInteger number, NamedCurve curve) {
        return number.signum() > 0 && number.compareTo(curve.order()) < 0;
    }

    /** Encodes as DER. */
    byte[] der() {
        byte[] rBytes = r.toByteArray();
        byte[] sBytes = s.toByteArray();
        int content = rBytes.length + sBytes.length + 4;
        int header = content < 0x80 ? 2 : 3;
        byte[] out = new byte[header + content];
        out[0] = DerElement.SEQUENCE;
        if (header == 3) {
            out[1] = (byte) 0x81;
        }
        out[header - 1] = (byte) content;
        int next = integer(out, header, rBytes);
        integer(out, next, sBytes);
        return out;
    }

    private static int integer(byte[] out, int at, byte[] number) {
        out[at] = DerElement.INTEGER;
        out[at + 1] = (byte) number.length;
        System.arraycopy(number, 0, out, at + 2, number.length);
        return at + 2 + number.length;
    }
}
