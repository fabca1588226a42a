package dev.eresident.core.existence;

import dev.eresident.core.Bytes;
import dev.eresident.core.ProtocolException;
import dev.eresident.core.existence.OpenTimestamp.Attestation;
import dev.eresident.core.internal.crypto.ChainDigests;
import dev.eresident.core.internal.crypto.DigestAlgorithm;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HexFormat;
import java.util.List;

/** Reads the serialisation of OpenTimestamps, version 1 (signatures reference §15.2), without recursion. For one proof, one thread. */
final class OpenTimestampReader {
    static final int MAX_BYTES = 256 * 1024;
    static final int MAX_DEPTH = 256;
    static final int MAX_OPERATIONS = 10_000;
    static final int MAX_ATTESTATIONS = 1000;
    static final int MAX_VALUE = 4096;
    static final int MAX_PAYLOAD = 8192;
    private static final int MAX_ADDRESS = 1000;

    private static final byte[] MAGIC =
            HexFormat.of().parseHex("004f70656e54696d657374616d7073000050726f6f6600bf89e2e884e89294");
    private static final Bytes BITCOIN = Bytes.fromHex("0588960d73d71901");
    private static final Bytes PENDING = Bytes.fromHex("83dfe30d2ef90c8e");
    private static final int FORK = 0xff;
    private static final int ATTESTATION = 0;

    private final byte[] proof;
    private int position;
    private int end;
    private int operations;
    private final List<Attestation> attestations = new ArrayList<>();

    OpenTimestampReader(byte[] proof) {
        this.proof = proof;
        this.end = proof.length;
    }

    /** A value from which another path starts. */
    private record Branch(Bytes value, int depth) {}

    OpenTimestamp read() {
        if (proof.length > MAX_BYTES) {
            throw unreadable("it has more than " + MAX_BYTES + " bytes");
        }
        if (!Arrays.equals(take(MAGIC.length), MAGIC)) {
            throw unreadable("it does not begin as an OpenTimestamps proof");
        }
        if (number() != 1) {
            throw unreadable("its version is not 1");
        }
        int operation = octet();
        byte[] digest = take(digestLength(operation));
        walk(digest);
        if (position != end) {
            throw unreadable("bytes follow its end");
        }
        return new OpenTimestamp(name(operation), Bytes.of(digest), attestations);
    }

    private void walk(byte[] digest) {
        Deque<Branch> branches = new ArrayDeque<>();
        byte[] value = digest;
        int depth = 0;
        while (true) {
            int tag = octet();
            if (tag == FORK) {
                if (branches.size() == MAX_OPERATIONS) {
                    throw unreadable("it forks too often");
                }
                branches.push(new Branch(Bytes.of(value), depth));
                tag = octet();
                if (tag == FORK) {
                    throw unreadable("a fork leads to another one directly");
                }
            }
            if (tag == ATTESTATION) {
                attestation(value);
                if (branches.isEmpty()) {
                    return;
                }
                Branch branch = branches.pop();
                value = branch.value().toByteArray();
                depth = branch.depth();
            } else {
                if (++operations > MAX_OPERATIONS || ++depth > MAX_DEPTH) {
                    throw unreadable("it has more than " + MAX_OPERATIONS + " operations, or " + MAX_DEPTH
                            + " from the file to an attestation");
                }
                value = apply(tag, value);
            }
        }
    }

    private byte[] apply(int operation, byte[] value) {
        byte[] result = switch (operation) {
            case 0x02 -> DigestAlgorithm.SHA1.digest(value);
            case 0x03 -> ChainDigests.ripemd160(value);
            case 0x08 -> DigestAlgorithm.SHA256.digest(value);
            case 0x67 -> ChainDigests.keccak256(value);
            case 0xf0 -> joined(value, argument());
            case 0xf1 -> joined(argument(), value);
            case 0xf2 -> reversed(value);
            case 0xf3 -> HexFormat.of().formatHex(value).getBytes(StandardCharsets.US_ASCII);
            default -> throw unreadable("an operation is not known");
        };
        if (result.length > MAX_VALUE) {
            throw unreadable("a value has more than " + MAX_VALUE + " bytes");
        }
        return result;
    }

    private void attestation(byte[] value) {
        if (attestations.size() == MAX_ATTESTATIONS) {
            throw unreadable("it has more than " + MAX_ATTESTATIONS + " attestations");
        }
        Bytes tag = Bytes.of(take(8));
        int size = length(MAX_PAYLOAD);
        if (size > end - position) {
            throw unreadable("it is cut off");
        }
        int outer = end;
        end = position + size;
        if (tag.equals(BITCOIN)) {
            attestations.add(new Attestation.Bitcoin(Bytes.of(value), number()));
        } else if (tag.equals(PENDING)) {
            attestations.add(new Attestation.Pending(Bytes.of(value), address(take(length(MAX_ADDRESS)))));
        } else {
            attestations.add(new Attestation.Unknown(tag));
            position = end;
        }
        if (position != end) {
            throw unreadable("an attestation holds more than it should");
        }
        end = outer;
    }

    private static String address(byte[] text) {
        String address = new String(text, StandardCharsets.US_ASCII);
        if (!address.matches("[A-Za-z0-9._/:-]+")) {
            throw unreadable("the address of a calendar holds other characters than it may");
        }
        return address;
    }

    private byte[] argument() {
        int size = length(MAX_VALUE);
        if (size == 0) {
            throw unreadable("an argument is empty");
        }
        return take(size);
    }

    private static byte[] joined(byte[] left, byte[] right) {
        byte[] both = Arrays.copyOf(left, left.length + right.length);
        System.arraycopy(right, 0, both, left.length, right.length);
        return both;
    }

    private static byte[] reversed(byte[] value) {
        byte[] result = new byte[value.length];
        for (int i = 0; i < value.length; i++) {
            result[i] = value[value.length - 1 - i];
        }
        return result;
    }

    private static String name(int operation) {
        return switch (operation) {
            case 0x02 -> DigestAlgorithm.SHA1.jcaName();
            case 0x03 -> "RIPEMD-160";
            case 0x08 -> DigestAlgorithm.SHA256.jcaName();
            default -> "KECCAK-256";
        };
    }

    private static int digestLength(int operation) {
        return switch (operation) {
            case 0x02, 0x03 -> 20;
            case 0x08, 0x67 -> 32;
            default -> throw unreadable("the digest of its file is not known");
        };
    }

    private int length(int maximum) {
        long value = number();
        if (value > maximum) {
            throw unreadable("a length is more than " + maximum);
        }
        return (int) value;
    }

    /** An unsigned number in groups of seven bits, the lowest first; at most five groups. */
    private long number() {
        long value = 0;
        for (int shift = 0; shift < 35; shift += 7) {
            int octet = octet();
            value |= (long) (octet & 0x7f) << shift;
            if ((octet & 0x80) == 0) {
                return value;
            }
        }
        throw unreadable("a number is too large");
    }

    private int octet() {
        return take(1)[0] & 0xff;
    }

    private byte[] take(int count) {
        if (count > end - position) {
            throw unreadable("it is cut off");
        }
        byte[] taken = Arrays.copyOfRange(proof, position, position + count);
        position += count;
        return taken;
    }

    private static ProtocolException unreadable(String rule) {
        return new ProtocolException(
                "OPEN_TIMESTAMP_UNREADABLE", "The bytes are not a readable OpenTimestamps proof: " + rule + ".");
    }
}
