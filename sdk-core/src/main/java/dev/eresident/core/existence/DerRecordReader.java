package dev.eresident.core.existence;

import dev.eresident.core.Bytes;
import dev.eresident.core.internal.asn1.DerElement;
import dev.eresident.core.internal.asn1.DerReader;
import dev.eresident.core.internal.crypto.AlgorithmIdentifiers;
import dev.eresident.core.internal.crypto.DigestAlgorithm;
import dev.eresident.core.timestamp.TimestampToken;
import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Reads EvidenceRecord in strict DER (RFC 4998 §3.1, §4.1, §5.1, Appendix A; IMPLICIT TAGS). For one record, one thread.
 */
final class DerRecordReader {
    private final RecordLimits limits = new RecordLimits();

    EvidenceRecord read(byte[] der) {
        DerReader parts = DerReader.single(der.clone(), DerElement.SEQUENCE, EvidenceRecord.MAX_BYTES)
                .reader();
        if (!parts.next(DerElement.INTEGER).integer().equals(BigInteger.ONE)) {
            throw EvidenceRecord.unreadable("its version is not 1");
        }
        parts.next(DerElement.SEQUENCE);
        parts.nextIf(DerElement.explicit(0));
        boolean encrypted = parts.nextIf(DerElement.explicit(1)).isPresent();
        DerReader sequence = parts.next(DerElement.SEQUENCE).reader();
        parts.expectEnd();
        List<ArchiveChain> chains = new ArrayList<>();
        List<DerElement> earlier = new ArrayList<>();
        while (sequence.hasNext()) {
            limits.chain();
            DerElement chain = sequence.next(DerElement.SEQUENCE);
            List<DerElement> before = List.copyOf(earlier);
            chains.add(new ArchiveChain(stamps(chain.reader()), Optional.empty(), () -> sequenceOf(before)));
            earlier.add(chain);
        }
        limits.finish();
        return new EvidenceRecord(EvidenceRecord.Syntax.DER, encrypted, chains);
    }

    private List<ArchiveTimestamp> stamps(DerReader chain) {
        List<ArchiveTimestamp> stamps = new ArrayList<>();
        while (chain.hasNext()) {
            limits.stamp();
            stamps.add(stamp(chain.next(DerElement.SEQUENCE).reader()));
        }
        if (stamps.isEmpty()) {
            throw EvidenceRecord.unreadable("a chain holds no time-stamp");
        }
        return stamps;
    }

    private ArchiveTimestamp stamp(DerReader parts) {
        Optional<DerElement> stated = parts.nextIf(DerElement.explicit(0));
        parts.nextIf(DerElement.explicit(1));
        Optional<DerElement> tree = parts.nextIf(DerElement.explicit(2));
        DerElement contentInfo = parts.next(DerElement.SEQUENCE);
        parts.expectEnd();
        TimestampToken token = TimestampToken.parse(contentInfo.encoded());
        Optional<DigestAlgorithm> digest = stated.isPresent()
                ? AlgorithmIdentifiers.digest(stated.get())
                : DigestAlgorithm.byOid(token.imprintAlgorithm());
        Supplier<byte[]> renewalInput = contentInfo::encoded;
        return new ArchiveTimestamp(digest, tree.map(this::hashTree).orElse(List.of()), token, renewalInput);
    }

    private List<List<Bytes>> hashTree(DerElement tree) {
        List<List<Bytes>> groups = new ArrayList<>();
        DerReader list = tree.reader();
        while (list.hasNext()) {
            List<Bytes> group = new ArrayList<>();
            DerReader values = list.next(DerElement.SEQUENCE).reader();
            while (values.hasNext()) {
                limits.hash();
                group.add(Bytes.of(values.next(DerElement.OCTET_STRING).octets()));
            }
            groups.add(List.copyOf(group));
        }
        limits.tree(groups);
        return groups;
    }

    /** DER of ArchiveTimeStampSequence as it stood before the next chain was added. */
    private static byte[] sequenceOf(List<DerElement> chains) {
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        chains.forEach(chain -> content.writeBytes(chain.encoded()));
        int size = content.size();
        ByteArrayOutputStream sequence = new ByteArrayOutputStream(size + 6);
        sequence.write(DerElement.SEQUENCE);
        if (size < 0x80) {
            sequence.write(size);
        } else {
            int octets = (Integer.SIZE - Integer.numberOfLeadingZeros(size) + 7) / 8;
            sequence.write(0x80 | octets);
            for (int i = octets - 1; i >= 0; i--) {
                sequence.write(size >>> (8 * i));
            }
        }
        sequence.writeBytes(content.toByteArray());
        return sequence.toByteArray();
    }
}
