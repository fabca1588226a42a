package dev.eresident.core.trust;

import dev.eresident.core.ProtocolException;
import dev.eresident.core.certificate.KeyUsage;
import dev.eresident.core.certificate.Oid;
import dev.eresident.core.internal.xml.StreamingXml;
import dev.eresident.core.trust.Criterion.Assertion;
import dev.eresident.core.trust.Criterion.CriteriaList;
import dev.eresident.core.trust.Criterion.NotUnderstood;
import dev.eresident.core.trust.TrustService.QualificationElement;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Reads the Qualifications extension (TS 119 612 §5.5.9.2). What is not understood becomes {@link NotUnderstood}, so that a new kind of criterion neither makes the list unreadable nor
 * is taken for fulfilled.
 */
final class QualificationsReader {
    private static final String NAMESPACE = "http://uri.etsi.org/TrstSvc/SvcInfoExt/eSigDir-1999-93-EC-TrustedList/#";
    private static final String TYPES = "http://uri.etsi.org/02231/v2/additionaltypes#";
    private static final String XADES = "http://uri.etsi.org/01903/v1.3.2#";
    private static final String MRA = "http://ec.europa.eu/tools/lotl/mra/schema/v2#";
    private static final Map<String, KeyUsage> BITS = Map.of(
            "digitalSignature", KeyUsage.DIGITAL_SIGNATURE,
            "nonRepudiation", KeyUsage.NON_REPUDIATION,
            "keyEncipherment", KeyUsage.KEY_ENCIPHERMENT,
            "dataEncipherment", KeyUsage.DATA_ENCIPHERMENT,
            "keyAgreement", KeyUsage.KEY_AGREEMENT,
            "keyCertSign", KeyUsage.KEY_CERT_SIGN,
            "crlSign", KeyUsage.CRL_SIGN,
            "encipherOnly", KeyUsage.ENCIPHER_ONLY,
            "decipherOnly", KeyUsage.DECIPHER_ONLY);
    private static final Map<String, Assertion> ASSERTIONS =
            Map.of("all", Assertion.ALL, "atLeastOne", Assertion.AT_LEAST_ONE, "none", Assertion.NONE);

    /** Real lists nest two deep and have at most fifty criteria in an element. */
    static final int MAX_DEPTH = 8;

    static final int MAX_CRITERIA = 1_000;
    static final int MAX_QUALIFIERS = 50;
    static final int MAX_ELEMENTS = 500;

    private final StreamingXml xml;
    private final UnaryOperator<String> shared;
    private final Function<String, ProtocolException> problem;
    private int criteria;

    /**
     * Makes a reader.
     *
     * @param xml the cursor
     * @param shared gives the one copy of a text
     * @param problem makes the refusal of the list
     */
    QualificationsReader(StreamingXml xml, UnaryOperator<String> shared, Function<String, ProtocolException> problem) {
        this.xml = xml;
        this.shared = shared;
        this.problem = problem;
    }

    static boolean isQualifications(StreamingXml xml) {
        return xml.is(NAMESPACE, "Qualifications");
    }

    /** Reads the extension that the cursor stands on. */
    void read(List<QualificationElement> into) {
        int depth = xml.depth();
        while (xml.nextChildOf(depth)) {
            if (xml.is(NAMESPACE, "QualificationElement")) {
                into.add(element());
                limit(into.size(), MAX_ELEMENTS, "qualification elements");
            }
        }
    }

    private QualificationElement element() {
        criteria = 0;
        List<String> qualifiers = new ArrayList<>(1);
        List<Criterion> lists = new ArrayList<>(1);
        int depth = xml.depth();
        while (xml.nextChildOf(depth)) {
            if (xml.is(NAMESPACE, "Qualifiers")) {
                qualifiers(qualifiers);
            } else if (xml.is(NAMESPACE, "CriteriaList")) {
                lists.add(list(1));
            }
        }
        Criterion criterion = lists.size() == 1 ? lists.get(0) : new NotUnderstood(lists.size() + " criteria lists");
        return new QualificationElement(qualifiers, criterion);
    }

    private void qualifiers(List<String> qualifiers) {
        int depth = xml.depth();
        while (xml.nextChildOf(depth)) {
            if (xml.is(NAMESPACE, "Qualifier")) {
                xml.attribute("uri").ifPresent(uri -> qualifiers.add(shared.apply(uri)));
                limit(qualifiers.size(), MAX_QUALIFIERS, "qualifiers in an element");
            }
        }
    }

    private Criterion list(int level) {
        limit(level, MAX_DEPTH, "nested criteria lists");
        Optional<String> assertion = xml.attribute("assert");
        List<Criterion> found = new ArrayList<>(2);
        int depth = xml.depth();
        while (xml.nextChildOf(depth)) {
            if (xml.is(NAMESPACE, "otherCriteriaList")) {
                others(found);
            } else if (!xml.is(NAMESPACE, "Description")) {
                add(found, criterion(level));
            }
        }
        @Nullable Assertion known = assertion.map(ASSERTIONS::get).orElse(null);
        return known == null ? new NotUnderstood("assert") : new CriteriaList(known, found);
    }

    private void add(List<Criterion> found, Criterion criterion) {
        found.add(criterion);
        limit(++criteria, MAX_CRITERIA, "criteria in an element");
    }

    private Criterion criterion(int level) {
        if (!xml.namespace().equals(NAMESPACE)) {
            return new NotUnderstood(shared.apply(xml.name()));
        }
        return switch (xml.name()) {
            case "KeyUsage" -> keyUsage();
            case "PolicySet" -> identifiers(NAMESPACE, "PolicyIdentifier", Criterion.PolicySet::new);
            case "CriteriaList" -> list(level + 1);
            default -> new NotUnderstood(shared.apply(xml.name()));
        };
    }

    private void others(List<Criterion> found) {
        int depth = xml.depth();
        boolean any = false;
        while (xml.nextChildOf(depth)) {
            any = true;
            if (xml.is(TYPES, "ExtendedKeyUsage")) {
                add(found, identifiers(TYPES, "KeyPurposeId", Criterion.ExtendedKeyUsage::new));
            } else if (xml.is(TYPES, "CertSubjectDNAttribute")) {
                add(found, identifiers(TYPES, "AttributeOID", Criterion.SubjectAttributes::new));
            } else if (xml.is(MRA, "QcStatementSet")) {
                add(found, statements());
            } else {
                add(found, new NotUnderstood(shared.apply(xml.name())));
            }
        }
        if (!any) {
            add(found, new NotUnderstood("empty otherCriteriaList"));
        }
    }

    private Criterion keyUsage() {
        Map<KeyUsage, Boolean> bits = new EnumMap<>(KeyUsage.class);
        boolean understood = true;
        int depth = xml.depth();
        while (xml.nextChildOf(depth)) {
            @Nullable KeyUsage bit = xml.is(NAMESPACE, "KeyUsageBit")
                    ? xml.attribute("name").map(BITS::get).orElse(null)
                    : null;
            @Nullable Boolean value = bit == null ? null : truth(xml.text());
            @Nullable Boolean before = (bit == null || value == null) ? null : bits.put(bit, value);
            understood &= value != null && (before == null || before.equals(value));
        }
        return understood && !bits.isEmpty() ? new Criterion.KeyUsageBits(bits) : new NotUnderstood("KeyUsage");
    }

    /** An xs:boolean. */
    private static @Nullable Boolean truth(String text) {
        return switch (text) {
            case "true", "1" -> Boolean.TRUE;
            case "false", "0" -> Boolean.FALSE;
            default -> null;
        };
    }

    /** Reads children of which each holds one identifier. */
    private Criterion identifiers(String namespace, String name, Function<Set<Oid>, Criterion> criterion) {
        String what = shared.apply(xml.name());
        Set<Oid> oids = new HashSet<>();
        boolean understood = true;
        int depth = xml.depth();
        while (xml.nextChildOf(depth)) {
            if (xml.is(namespace, name)) {
                Optional<Oid> oid = identifier();
                oid.ifPresent(oids::add);
                understood &= oid.isPresent();
            } else {
                understood = false;
            }
        }
        limit(oids.size(), MAX_CRITERIA, "identifiers in a criterion");
        return understood && !oids.isEmpty() ? criterion.apply(oids) : new NotUnderstood(what);
    }

    /** Reads a XAdES ObjectIdentifierType; the identifier is written bare, or as a URN. */
    private Optional<Oid> identifier() {
        Optional<Oid> found = Optional.empty();
        int count = 0;
        int depth = xml.depth();
        while (xml.nextChildOf(depth)) {
            if (xml.is(XADES, "Identifier")) {
                count++;
                found = oid(xml.text());
            }
        }
        return count == 1 ? found : Optional.empty();
    }

    private static Optional<Oid> oid(String text) {
        String prefix = "urn:oid:";
        String dotted =
                text.regionMatches(true, 0, prefix, 0, prefix.length()) ? text.substring(prefix.length()) : text;
        try {
            return dotted.length() > 200 ? Optional.empty() : Optional.of(Oid.of(dotted));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private Criterion statements() {
        Set<Oid> ids = new HashSet<>();
        Set<Oid> types = new HashSet<>();
        boolean understood = true;
        int depth = xml.depth();
        while (xml.nextChildOf(depth)) {
            understood &= xml.is(MRA, "QcStatement") && statement(ids, types);
        }
        limit(ids.size(), MAX_CRITERIA, "identifiers in a criterion");
        return understood && !ids.isEmpty()
                ? new Criterion.QcStatementSet(ids, types)
                : new NotUnderstood("QcStatementSet");
    }

    /** A statement without an identifier, or with two, asks for nothing that could be looked for. */
    private boolean statement(Set<Oid> ids, Set<Oid> types) {
        boolean understood = true;
        int count = 0;
        int depth = xml.depth();
        while (xml.nextChildOf(depth)) {
            if (xml.is(MRA, "QcStatementId")) {
                Optional<Oid> id = identifier();
                id.ifPresent(ids::add);
                count++;
                understood &= id.isPresent();
            } else if (xml.is(MRA, "QcStatementInfo")) {
                understood &= statementInfo(types);
            } else {
                understood = false;
            }
        }
        return understood && count == 1;
    }

    private boolean statementInfo(Set<Oid> types) {
        boolean understood = true;
        int depth = xml.depth();
        while (xml.nextChildOf(depth)) {
            Optional<Oid> type = xml.is(MRA, "QcType") ? identifier() : Optional.empty();
            type.ifPresent(types::add);
            understood &= type.isPresent();
        }
        return understood;
    }

    private void limit(int count, int most, String what) {
        if (count > most) {
            throw problem.apply("holds more than " + most + " " + what);
        }
    }
}
