package dev.eresident.core.revocation;

import dev.eresident.core.Bytes;
import dev.eresident.core.ProtocolException;
import dev.eresident.core.certificate.Certificate;
import dev.eresident.core.internal.asn1.DerElement;
import dev.eresident.core.internal.asn1.DerReader;
import dev.eresident.core.internal.crypto.AlgorithmIdentifiers;
import dev.eresident.core.internal.crypto.DigestAlgorithm;
import dev.eresident.core.internal.crypto.SignatureAlgorithm;
import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An OCSP answer, parsed but not yet believed (RFC 6960 §4.2.1). Strict DER, at most 128 KiB, 64 statuses and 16 certificates.
 *
 * @param status OCSPResponseStatus, 0 for success
 * @param basic what is signed, null unless the status is 0
 */
record OcspAnswer(int status, @Nullable Basic basic) {
    static final int MAX_BYTES = 128 * 1024;
    private static final int MAX_SINGLES = 64;
    private static final int MAX_CERTIFICATES = 16;
    private static final int MAX_EXTENSIONS = 32;
    private static final String BASIC_TYPE = "1.3.6.1.5.5.7.48.1.1";
    private static final int ENUMERATED = 0x0a;
    private static final int GENERALIZED_TIME = 0x18;

    /** BasicOCSPResponse. */
    record Basic(
            Bytes signedData,
            ResponderId responderId,
            Instant producedAt,
            List<Single> singles,
            Map<String, Extension> extensions,
            Optional<SignatureAlgorithm> algorithm,
            Bytes signature,
            List<Certificate> certificates) {}

    /** ResponderID: exactly one of the two is there. */
    record ResponderId(@Nullable Bytes name, @Nullable Bytes keyHash) {}

    /** CertID; the digest is null when it is not known. */
    record CertId(@Nullable DigestAlgorithm digest, Bytes nameHash, Bytes keyHash, BigInteger serial) {}

    /** SingleResponse; revokedAt is there only for the status revoked. */
    record Single(
            CertId certId,
            Kind kind,
            Optional<Instant> revokedAt,
            int reason,
            Instant thisUpdate,
            Optional<Instant> nextUpdate,
            Map<String, Extension> extensions) {}

    /** CertStatus. */
    enum Kind {
        GOOD,
        REVOKED,
        UNKNOWN
    }

    /** Content of extnValue. */
    record Extension(boolean critical, DerElement value) {}

    /**
     * Parses.
     *
     * @throws ProtocolException ASN1_MALFORMED when a rule of the format is broken
     */
    static OcspAnswer parse(byte[] der) {
        DerReader outer = DerReader.single(der, DerElement.SEQUENCE, MAX_BYTES).reader();
        byte[] statusBytes = outer.next(ENUMERATED).content();
        if (statusBytes.length != 1 || statusBytes[0] < 0) {
            throw malformed("its status is not a small number");
        }
        Optional<DerElement> bytes = outer.nextIf(DerElement.explicit(0));
        outer.expectEnd();
        if (statusBytes[0] != 0) {
            return new OcspAnswer(statusBytes[0], null);
        }
        DerReader wrapper =
                bytes.orElseThrow(() -> malformed("it has no content")).reader();
        DerReader typed = wrapper.next(DerElement.SEQUENCE).reader();
        wrapper.expectEnd();
        if (!typed.next(DerElement.OID).oid().equals(BASIC_TYPE)) {
            throw malformed("it is not of the basic type");
        }
        DerReader content = typed.next(DerElement.OCTET_STRING).wrapped();
        typed.expectEnd();
        DerElement basic = content.next(DerElement.SEQUENCE);
        content.expectEnd();
        return new OcspAnswer(0, basic(basic.reader()));
    }

    private static Basic basic(DerReader parts) {
        DerElement data = parts.next(DerElement.SEQUENCE);
        Optional<SignatureAlgorithm> algorithm = SignatureAlgorithm.ofAlgorithmIdentifier(
                parts.next(DerElement.SEQUENCE).encoded());
        Bytes signature = Bytes.of(parts.next(DerElement.BIT_STRING).bitOctetsFilledUp());
        List<Certificate> certificates = new ArrayList<>();
        Optional<DerElement> wrapped = parts.nextIf(DerElement.explicit(0));
        parts.expectEnd();
        if (wrapped.isPresent()) {
            DerReader outer = wrapped.get().reader();
            DerReader list = outer.next(DerElement.SEQUENCE).reader();
            outer.expectEnd();
            for (int count = 0; list.hasNext(); count++) {
                limit(count, MAX_CERTIFICATES, "certificates");
                readable(list.next(DerElement.SEQUENCE).encoded()).ifPresent(certificates::add);
            }
        }
        DerReader reader = data.reader();
        Optional<DerElement> version = reader.nextIf(DerElement.explicit(0));
        if (version.isPresent()
                && only(version.get(), DerElement.INTEGER).integer().signum() != 0) {
            throw malformed("its version is not 1");
        }
        ResponderId responder = responderId(reader.next());
        Instant producedAt = reader.next(GENERALIZED_TIME).time();
        List<Single> singles = new ArrayList<>();
        DerReader list = reader.next(DerElement.SEQUENCE).reader();
        while (list.hasNext()) {
            limit(singles.size(), MAX_SINGLES, "statuses");
            singles.add(single(list.next(DerElement.SEQUENCE).reader()));
        }
        Map<String, Extension> extensions = extensions(reader.nextIf(DerElement.explicit(1)));
        reader.expectEnd();
        return new Basic(
                Bytes.of(data.encoded()),
                responder,
                producedAt,
                singles,
                extensions,
                algorithm,
                signature,
                certificates);
    }

    private static Optional<Certificate> readable(byte[] der) {
        try {
            return Optional.of(Certificate.read(der));
        } catch (ProtocolException e) {
            return Optional.empty(); // A certificate that cannot be read cannot be the responder's.
        }
    }

    private static ResponderId responderId(DerElement choice) {
        DerReader inner = choice.reader();
        ResponderId id;
        if (choice.tag() == DerElement.explicit(1)) {
            id = new ResponderId(Bytes.of(inner.next(DerElement.SEQUENCE).encoded()), null);
        } else if (choice.tag() == DerElement.explicit(2)) {
            id = new ResponderId(
                    null, Bytes.of(inner.next(DerElement.OCTET_STRING).octets()));
        } else {
            throw malformed("its ResponderID is neither a name nor a key hash");
        }
        inner.expectEnd();
        return id;
    }

    private static Single single(DerReader parts) {
        CertId certId = certId(parts.next(DerElement.SEQUENCE).reader());
        DerElement status = parts.next();
        Kind kind;
        Optional<Instant> revokedAt = Optional.empty();
        int reason = 0;
        if (status.tag() == DerElement.implicit(0) && status.content().length == 0) {
            kind = Kind.GOOD;
        } else if (status.tag() == DerElement.explicit(1)) {
            kind = Kind.REVOKED;
            DerReader info = status.reader();
            revokedAt = Optional.of(info.next(GENERALIZED_TIME).time());
            Optional<DerElement> given = info.nextIf(DerElement.explicit(0));
            info.expectEnd();
            if (given.isPresent()) {
                byte[] value = only(given.get(), ENUMERATED).content();
                reason = value.length == 1 ? value[0] : 0;
            }
        } else if (status.tag() == DerElement.implicit(2)) {
            kind = Kind.UNKNOWN;
        } else {
            throw malformed("its certificate status is not one of RFC 6960");
        }
        Instant thisUpdate = parts.next(GENERALIZED_TIME).time();
        Optional<Instant> nextUpdate = parts.nextIf(DerElement.explicit(0))
                .map(wrapper -> only(wrapper, GENERALIZED_TIME).time());
        Map<String, Extension> extensions = extensions(parts.nextIf(DerElement.explicit(1)));
        parts.expectEnd();
        return new Single(certId, kind, revokedAt, reason, thisUpdate, nextUpdate, extensions);
    }

    /** The one element in an explicit tag. */
    private static DerElement only(DerElement wrapper, int tag) {
        DerReader inner = wrapper.reader();
        DerElement element = inner.next(tag);
        inner.expectEnd();
        return element;
    }

    private static CertId certId(DerReader parts) {
        Optional<DigestAlgorithm> digest = AlgorithmIdentifiers.digest(parts.next(DerElement.SEQUENCE));
        Bytes nameHash = Bytes.of(parts.next(DerElement.OCTET_STRING).octets());
        Bytes keyHash = Bytes.of(parts.next(DerElement.OCTET_STRING).octets());
        BigInteger serial = parts.next(DerElement.INTEGER).integer();
        parts.expectEnd();
        return new CertId(digest.orElse(null), nameHash, keyHash, serial);
    }

    private static Map<String, Extension> extensions(Optional<DerElement> wrapper) {
        Map<String, Extension> all = new HashMap<>();
        if (wrapper.isEmpty()) {
            return all;
        }
        DerReader outer = wrapper.get().reader();
        DerReader list = outer.next(DerElement.SEQUENCE).reader();
        outer.expectEnd();
        while (list.hasNext()) {
            limit(all.size(), MAX_EXTENSIONS, "extensions");
            DerReader parts = list.next(DerElement.SEQUENCE).reader();
            String oid = parts.next(DerElement.OID).oid();
            boolean critical =
                    parts.nextIf(DerElement.BOOLEAN).map(DerElement::bool).orElse(false);
            DerElement value = parts.next(DerElement.OCTET_STRING);
            parts.expectEnd();
            if (all.put(oid, new Extension(critical, value)) != null) {
                throw malformed("an extension occurs twice");
            }
        }
        return all;
    }

    private static void limit(int count, int maximum, String what) {
        if (count >= maximum) {
            throw malformed("it has more than " + maximum + " " + what);
        }
    }

    private static ProtocolException malformed(String rule) {
        return new ProtocolException("ASN1_MALFORMED", "The OCSP answer is malformed: " + rule);
    }
}
