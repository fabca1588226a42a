package dev.eresident.core.revocation;

import dev.eresident.core.Bytes;
import dev.eresident.core.ProtocolException;
import dev.eresident.core.internal.asn1.DerElement;
import dev.eresident.core.internal.asn1.DerReader;
import dev.eresident.core.internal.crypto.SignatureAlgorithm;
import java.math.BigInteger;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A certificate revocation list (RFC 5280 §5.1), parsed but not yet believed: see {@link CrlCheck}. Immutable.
 *
 * <p>Strict DER, at most 32 MiB. The entries are read once to see that all of them are sound, and again for each certificate that is looked up; they are never kept as objects, so a list
 * takes the memory of its bytes.
 */
public final class Crl {
    static final int MAX_BYTES = 32 * 1024 * 1024;
    private static final int MAX_EXTENSIONS = 32;
    private static final int UTC_TIME = 0x17;
    private static final int GENERALIZED_TIME = 0x18;
    private static final String NUMBER = "2.5.29.20";

    private final Signed signed;
    private final Bytes issuerName;
    private final Instant thisUpdate;
    private final Optional<Instant> nextUpdate;
    private final Map<String, Extension> extensions;
    private final Optional<BigInteger> number;
    private final CrlEntries entries;

    /** Content of extnValue. */
    record Extension(boolean critical, DerElement value) {}

    /** What the signature is over, and how. */
    private record Signed(DerElement list, Optional<SignatureAlgorithm> algorithm, Bytes signature) {}

    private Crl(DerElement list, DerElement algorithm, byte[] signature) {
        this.signed =
                new Signed(list, SignatureAlgorithm.ofAlgorithmIdentifier(algorithm.encoded()), Bytes.of(signature));
        DerReader parts = list.reader();
        Optional<DerElement> version = parts.nextIf(DerElement.INTEGER);
        if (version.isPresent() && !version.get().integer().equals(BigInteger.ONE)) {
            throw malformed("its version is neither 1 nor 2");
        }
        if (!Bytes.of(parts.next(DerElement.SEQUENCE).encoded()).equals(Bytes.of(algorithm.encoded()))) {
            throw malformed("it names two signature algorithms");
        }
        this.issuerName = Bytes.of(parts.next(DerElement.SEQUENCE).encoded());
        this.thisUpdate = time(parts.next());
        int next = parts.peekTag();
        this.nextUpdate =
                next == UTC_TIME || next == GENERALIZED_TIME ? Optional.of(time(parts.next())) : Optional.empty();
        this.entries = CrlEntries.read(parts.nextIf(DerElement.SEQUENCE).orElse(null), version.isPresent());
        this.extensions = extensions(version.isPresent() ? parts.nextIf(DerElement.explicit(0)) : Optional.empty());
        parts.expectEnd();
        this.number = Optional.ofNullable(extensions.get(NUMBER))
                .map(extension -> single(extension).integer());
    }

    /**
     * Parses a list.
     *
     * @param der DER of a CertificateList and nothing else; not to be changed during the call
     * @return the list, not yet believed
     * @throws ProtocolException with code {@code CRL_UNREADABLE} if it is anything else or beyond the limits
     */
    public static Crl parse(byte[] der) {
        try {
            DerReader parts = DerReader.single(der.clone(), DerElement.SEQUENCE, MAX_BYTES)
                    .reader();
            DerElement list = parts.next(DerElement.SEQUENCE);
            DerElement algorithm = parts.next(DerElement.SEQUENCE);
            byte[] signature = parts.next(DerElement.BIT_STRING).bitOctets();
            parts.expectEnd();
            return new Crl(list, algorithm, signature);
        } catch (ProtocolException e) {
            throw new ProtocolException(
                    "CRL_UNREADABLE", "The bytes are not a readable revocation list: " + e.getMessage(), e);
        }
    }

    private static Instant time(DerElement element) {
        if (element.tag() != UTC_TIME && element.tag() != GENERALIZED_TIME) {
            throw malformed("a time is missing");
        }
        return element.time();
    }

    private static Map<String, Extension> extensions(Optional<DerElement> wrapper) {
        Map<String, Extension> all = new HashMap<>();
        if (wrapper.isEmpty()) {
            return all;
        }
        DerReader outer = wrapper.get().reader();
        readExtensions(outer.next(DerElement.SEQUENCE).reader(), all);
        outer.expectEnd();
        return all;
    }

    /** Reads Extensions. */
    static void readExtensions(DerReader list, Map<String, Extension> into) {
        while (list.hasNext()) {
            if (into.size() == MAX_EXTENSIONS) {
                throw malformed("it has more than " + MAX_EXTENSIONS + " extensions in one place");
            }
            DerReader parts = list.next(DerElement.SEQUENCE).reader();
            String oid = parts.next(DerElement.OID).oid();
            boolean critical =
                    parts.nextIf(DerElement.BOOLEAN).map(DerElement::bool).orElse(false);
            DerElement value = parts.next(DerElement.OCTET_STRING);
            parts.expectEnd();
            if (into.put(oid, new Extension(critical, value)) != null) {
                throw malformed("an extension occurs twice");
            }
        }
    }

    /** The one element that the value of an extension consists of. */
    static DerElement single(Extension extension) {
        DerReader wrapped = extension.value().wrapped();
        DerElement element = wrapped.next();
        wrapped.expectEnd();
        return element;
    }

    static ProtocolException malformed(String rule) {
        return new ProtocolException("ASN1_MALFORMED", "The revocation list is malformed: " + rule);
    }

    /**
     * Returns who issued the list.
     *
     * @return DER of the Name
     */
    public Bytes issuerName() {
        return issuerName;
    }

    /**
     * Returns when the list was right.
     *
     * @return thisUpdate
     */
    public Instant thisUpdate() {
        return thisUpdate;
    }

    /**
     * Returns by when the next list is promised.
     *
     * @return nextUpdate; empty when the list does not say
     */
    public Optional<Instant> nextUpdate() {
        return nextUpdate;
    }

    /**
     * Returns the number of the list (RFC 5280 §5.2.3).
     *
     * @return rising from list to list; empty when there is none
     */
    public Optional<BigInteger> number() {
        return number;
    }

    byte[] signedPart() {
        return signed.list().encoded();
    }

    Optional<SignatureAlgorithm> algorithm() {
        return signed.algorithm();
    }

    byte[] signature() {
        return signed.signature().toByteArray();
    }

    Map<String, Extension> extensions() {
        return extensions;
    }

    @Nullable Extension extension(String oid) {
        return extensions.get(oid);
    }

    CrlEntries entries() {
        return entries;
    }
}
