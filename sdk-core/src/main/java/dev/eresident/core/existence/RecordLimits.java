package dev.eresident.core.existence;

import dev.eresident.core.Bytes;
import java.util.List;

/** Counts what a record holds in all and refuses what is too much. For one record, one thread. */
final class RecordLimits {
    private int chains;
    private int stamps;
    private int hashes;

    void chain() {
        if (++chains > EvidenceRecord.MAX_CHAINS) {
            throw EvidenceRecord.unreadable("it has more than " + EvidenceRecord.MAX_CHAINS + " chains");
        }
    }

    void stamp() {
        if (++stamps > EvidenceRecord.MAX_STAMPS) {
            throw EvidenceRecord.unreadable("it has more than " + EvidenceRecord.MAX_STAMPS + " time-stamps");
        }
    }

    void hash() {
        if (++hashes > EvidenceRecord.MAX_HASHES) {
            throw EvidenceRecord.unreadable("it has more than " + EvidenceRecord.MAX_HASHES + " hash values");
        }
    }

    void tree(List<List<Bytes>> groups) {
        if (groups.isEmpty() || groups.size() > EvidenceRecord.MAX_GROUPS) {
            throw EvidenceRecord.unreadable(
                    "a hash tree is empty or has more than " + EvidenceRecord.MAX_GROUPS + " groups");
        }
        if (groups.stream().anyMatch(List::isEmpty)) {
            throw EvidenceRecord.unreadable("a group of a hash tree is empty");
        }
    }

    void finish() {
        if (chains == 0 || stamps == 0) {
            throw EvidenceRecord.unreadable("it holds no time-stamp");
        }
    }
}
