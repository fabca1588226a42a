package dev.eresident.core.existence;

import dev.eresident.core.ProtocolException;
import dev.eresident.core.internal.crypto.DigestAlgorithm;
import dev.eresident.core.timestamp.TimestampToken;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * An evidence record in DER (RFC 4998) or XML (RFC 6283), parsed but not yet believed: see {@link EvidenceRecordCheck}. Immutable.
 *
 * <p>Limits: 5 000 000 bytes, 16 chains, 256 time-stamps, 256 groups in a hash tree, 100 000 hash values; XML also 100 000 elements, 32 levels. Only time-stamps of RFC 3161 are read. In
 * DER the list of digest algorithms, the certificates and revocation answers beside the time-stamps, and their attributes are passed over: nothing depends on them.
 */
public final class EvidenceRecord {
    static final int MAX_BYTES = 5_000_000;
    static final int MAX_CHAINS = 16;
    static final int MAX_STAMPS = 256;
    static final int MAX_GROUPS = 256;
    static final int MAX_HASHES = 100_000;

    /** How a record is written, on which its rules for renewal depend. */
    public enum Syntax {
        /** RFC 4998. */
        DER,
        /** RFC 6283. */
        XML
    }

    private final Syntax syntax;
    private final boolean encrypted;
    private final List<ArchiveChain> chains;

    EvidenceRecord(Syntax syntax, boolean encrypted, List<ArchiveChain> chains) {
        this.syntax = syntax;
        this.encrypted = encrypted;
        this.chains = List.copyOf(chains);
    }

    /**
     * Parses a record; the first byte tells whether it is DER or XML.
     *
     * @param record the whole record and nothing else; not to be changed during the call
     * @return the record, not yet believed
     * @throws ProtocolException with code {@code EVIDENCE_RECORD_UNREADABLE} if it is anything else or beyond the limits
     */
    public static EvidenceRecord parse(byte[] record) {
        if (record.length == 0 || record.length > MAX_BYTES) {
            throw unreadable("it is empty or has more than " + MAX_BYTES + " bytes");
        }
        try {
            return record[0] == 0x30 ? new DerRecordReader().read(record) : new XmlRecordReader().read(record);
        } catch (ProtocolException e) {
            if (e.code().equals("EVIDENCE_RECORD_UNREADABLE")) {
                throw e;
            }
            throw new ProtocolException(
                    "EVIDENCE_RECORD_UNREADABLE", "The bytes are not a readable evidence record: " + e.getMessage(), e);
        }
    }

    static ProtocolException unreadable(String rule) {
        return new ProtocolException(
                "EVIDENCE_RECORD_UNREADABLE", "The bytes are not a readable evidence record: " + rule + ".");
    }

    /**
     * Returns how the record is written.
     *
     * @return DER or XML
     */
    public Syntax syntax() {
        return syntax;
    }

    /**
     * Tells whether the record was made for an encrypted form of the data (RFC 4998 §6), which is not supported.
     *
     * @return true when encryption information is there
     */
    public boolean forEncryptedData() {
        return encrypted;
    }

    /**
     * Returns the time-stamps of all chains, none of them judged.
     *
     * @return at least one, the oldest first as the record orders them
     */
    public List<TimestampToken> timestamps() {
        return chains.stream()
                .flatMap(chain -> chain.stamps().stream())
                .map(ArchiveTimestamp::token)
                .toList();
    }

    /**
     * Returns the algorithms by which the data must be digested, one per chain.
     *
     * @return names of the JDK, the oldest chain's first; unknown ones are left out
     */
    public Set<String> digestAlgorithms() {
        Set<String> names = new LinkedHashSet<>();
        for (ArchiveChain chain : chains) {
            Optional<DigestAlgorithm> digest = chain.stamps().get(0).digest();
            digest.map(DigestAlgorithm::jcaName).ifPresent(names::add);
        }
        return names;
    }

    List<ArchiveChain> chains() {
        return chains;
    }
}
