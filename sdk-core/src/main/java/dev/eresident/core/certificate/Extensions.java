package dev.eresident.core.certificate;

import dev.eresident.core.Bytes;
import dev.eresident.core.ProtocolException;
import dev.eresident.core.internal.asn1.DerElement;
import dev.eresident.core.internal.asn1.DerReader;
import java.math.BigInteger;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The extensions of one certificate (RFC 5280 §4.2). One that cannot be read counts as one that permits nothing, never as an absent one
 * where absence would permit more.
 */
final class Extensions {
    static final Extensions NONE = new Extensions(Map.of());

    private static final String SUBJECT_KEY_IDENTIFIER = "2.5.29.14";
    private static final String KEY_USAGE = "2.5.29.15";
    private static final String BASIC_CONSTRAINTS = "2.5.29.19";
    private static final String POLICIES = "2.5.29.32";
    private static final String AUTHORITY_KEY_IDENTIFIER = "2.5.29.35";
    private static final String EXTENDED_KEY_USAGE = "2.5.29.37";
    private static final String AUTHORITY_INFO_ACCESS = "1.3.6.1.5.5.7.1.1";
    private static final String QC_STATEMENTS = "1.3.6.1.5.5.7.1.3";
    private static final String OCSP_NO_CHECK = "1.3.6.1.5.5.7.48.1.5";

    private static final String ACCESS_OCSP = "1.3.6.1.5.5.7.48.1";
    private static final int URI_NAME = DerElement.implicit(6);

    private static final Oid QC_COMPLIANCE = Oid.of("0.4.0.1862.1.1");
    private static final Oid QC_SSCD = Oid.of("0.4.0.1862.1.4");
    private static final Oid QC_TYPE = Oid.of("0.4.0.1862.1.6");

    private record Extension(boolean critical, DerElement value) {}

    private final Map<String, Extension> byOid;

    private Extensions(Map<String, Extension> byOid) {
        this.byOid = byOid;
    }

    /** Reads {@code Extensions ::= SEQUENCE OF Extension}; throws ProtocolException for a broken list and for a repeated extension. */
    static Extensions read(DerReader list) {
        Map<String, Extension> byOid = new HashMap<>();
        while (list.hasNext()) {
            DerReader fields = list.next(DerElement.SEQUENCE).reader();
            String oid = fields.next(DerElement.OID).oid();
            boolean critical =
                    fields.nextIf(DerElement.BOOLEAN).map(DerElement::bool).orElse(false);
            DerElement value = fields.next(DerElement.OCTET_STRING);
            fields.expectEnd();
            if (byOid.putIfAbsent(oid, new Extension(critical, value)) != null) {
                throw new ProtocolException(
                        "CERTIFICATE_UNREADABLE", "The certificate has the extension " + oid + " more than once.");
            }
        }
        return new Extensions(Map.copyOf(byOid));
    }

    boolean isCritical(Oid oid) {
        Extension extension = byOid.get(oid.toString());
        return extension != null && extension.critical();
    }

    Set<Oid> critical() {
        return byOid.entrySet().stream()
                .filter(extension -> extension.getValue().critical())
                .map(extension -> Oid.of(extension.getKey()))
                .collect(Collectors.toUnmodifiableSet());
    }

    boolean hasOcspNoCheck() {
        return byOid.containsKey(OCSP_NO_CHECK);
    }

    Optional<Set<KeyUsage>> keyUsage() {
        return present(KEY_USAGE, Set.of(), reader -> {
            DerElement bits = reader.next(DerElement.BIT_STRING);
            Set<KeyUsage> usages = EnumSet.noneOf(KeyUsage.class);
            for (KeyUsage usage : KeyUsage.values()) {
                if (bits.bit(usage.bit())) {
                    usages.add(usage);
                }
            }
            return Set.copyOf(usages);
        });
    }

    Optional<List<Oid>> extendedKeyUsage() {
        return present(
                EXTENDED_KEY_USAGE,
                List.of(),
                reader -> oids(reader.next(DerElement.SEQUENCE).reader()));
    }

    List<Oid> policies() {
        return present(POLICIES, List.<Oid>of(), reader -> {
                    List<Oid> found = new ArrayList<>();
                    DerReader policies = reader.next(DerElement.SEQUENCE).reader();
                    while (policies.hasNext()) {
                        DerReader policy = policies.next(DerElement.SEQUENCE).reader();
                        found.add(Oid.of(policy.next(DerElement.OID).oid()));
                    }
                    return List.copyOf(found);
                })
                .orElse(List.of());
    }

    QcStatements qcStatements() {
        return present(QC_STATEMENTS, QcStatements.NONE, reader -> {
                    Set<Oid> ids = new HashSet<>();
                    Set<Oid> types = new HashSet<>();
                    DerReader statements = reader.next(DerElement.SEQUENCE).reader();
                    while (statements.hasNext()) {
                        DerReader statement =
                                statements.next(DerElement.SEQUENCE).reader();
                        Oid id = Oid.of(statement.next(DerElement.OID).oid());
                        if (id.equals(QC_TYPE)) {
                            types.addAll(
                                    oids(statement.next(DerElement.SEQUENCE).reader()));
                        } else {
                            ids.add(id);
                        }
                    }
                    boolean compliant = ids.remove(QC_COMPLIANCE);
                    boolean qscd = ids.remove(QC_SSCD);
                    return new QcStatements(compliant, qscd, types, ids);
                })
                .orElse(QcStatements.NONE);
    }

    boolean isCa() {
        return basicConstraints().ca();
    }

    OptionalInt pathLength() {
        return basicConstraints().pathLength();
    }

    private record BasicConstraints(boolean ca, OptionalInt pathLength) {
        private static final BasicConstraints NOT_A_CA = new BasicConstraints(false, OptionalInt.empty());
    }

    private BasicConstraints basicConstraints() {
        return present(BASIC_CONSTRAINTS, BasicConstraints.NOT_A_CA, reader -> {
                    DerReader fields = reader.next(DerElement.SEQUENCE).reader();
                    boolean ca = fields.nextIf(DerElement.BOOLEAN)
                            .map(DerElement::bool)
                            .orElse(false);
                    Optional<DerElement> length = fields.nextIf(DerElement.INTEGER);
                    fields.expectEnd();
                    return new BasicConstraints(
                            ca, length.isPresent() ? limit(length.get().integer()) : OptionalInt.empty());
                })
                .orElse(BasicConstraints.NOT_A_CA);
    }

    /** A limit below zero or beyond all paths is the nearest one that can be. */
    private static OptionalInt limit(BigInteger number) {
        return OptionalInt.of(number.max(BigInteger.ZERO)
                .min(BigInteger.valueOf(Integer.MAX_VALUE))
                .intValue());
    }

    Optional<Bytes> subjectKeyIdentifier() {
        return present(
                        SUBJECT_KEY_IDENTIFIER,
                        Optional.<Bytes>empty(),
                        reader -> Optional.of(
                                Bytes.of(reader.next(DerElement.OCTET_STRING).octets())))
                .flatMap(Function.identity());
    }

    Optional<Bytes> authorityKeyIdentifier() {
        return present(
                        AUTHORITY_KEY_IDENTIFIER,
                        Optional.<Bytes>empty(),
                        reader -> reader.next(DerElement.SEQUENCE)
                                .reader()
                                .nextIf(DerElement.implicit(0))
                                .map(id -> Bytes.of(id.content())))
                .flatMap(Function.identity());
    }

    Optional<URI> ocspUri() {
        Extension extension = byOid.get(AUTHORITY_INFO_ACCESS);
        return extension == null ? Optional.empty() : ocspUri(extension.value().encoded());
    }

    /** Finds the first http(s) address of OCSP in the value of an authority information access extension; empty for anything else, garbage included. */
    static Optional<URI> ocspUri(byte[] octetString) {
        try {
            DerReader descriptions = DerReader.single(octetString, DerElement.OCTET_STRING, CertificateReader.MAX_BYTES)
                    .wrapped()
                    .next(DerElement.SEQUENCE)
                    .reader();
            while (descriptions.hasNext()) {
                DerReader description = descriptions.next(DerElement.SEQUENCE).reader();
                String method = description.next(DerElement.OID).oid();
                DerElement location = description.next();
                if (method.equals(ACCESS_OCSP) && location.tag() == URI_NAME) {
                    Optional<URI> uri = webUri(new String(location.content(), StandardCharsets.US_ASCII));
                    if (uri.isPresent()) {
                        return uri;
                    }
                }
            }
            return Optional.empty();
        } catch (ProtocolException e) {
            return Optional.empty();
        }
    }

    private static Optional<URI> webUri(String text) {
        try {
            URI uri = new URI(text);
            boolean web = "http".equalsIgnoreCase(uri.getScheme()) || "https".equalsIgnoreCase(uri.getScheme());
            return web && uri.getHost() != null && uri.getUserInfo() == null ? Optional.of(uri) : Optional.empty();
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
    }

    private static List<Oid> oids(DerReader reader) {
        List<Oid> found = new ArrayList<>();
        while (reader.hasNext()) {
            found.add(Oid.of(reader.next(DerElement.OID).oid()));
        }
        return List.copyOf(found);
    }

    private <T> Optional<T> present(String oid, T unreadable, Function<DerReader, T> read) {
        Extension extension = byOid.get(oid);
        if (extension == null) {
            return Optional.empty();
        }
        try {
            DerReader reader = extension.value().wrapped();
            T value = read.apply(reader);
            reader.expectEnd();
            return Optional.of(value);
        } catch (ProtocolException e) {
            return Optional.of(unreadable);
        }
    }
}
