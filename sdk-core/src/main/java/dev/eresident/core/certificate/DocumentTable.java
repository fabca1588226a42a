package dev.eresident.core.certificate;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The one table of what Estonia's policies mean. The numbers were assigned anew in 2025 (4 became 6, and so on), so every line belongs to the generations of issuers that may use it.
 */
final class DocumentTable {
    /** The generations of issuers. */
    enum Generation {
        /** ESTEID-SK, 2002 to 2018. */
        LEGACY,
        /** ESTEID2018. */
        ESTEID_2018,
        /** ESTEID2025. */
        ESTEID_2025,
        /** Mobile-ID and Smart-ID. */
        REMOTE,
        /** Organisations. */
        ORGANISATION
    }

    /** A known issuer. */
    record Issuer(Generation generation, boolean test) {}

    /** The meaning of a policy: where {@code generations} is empty any trusted issuer may use it; {@code byOrganisation} means that the subject's organisation decides. */
    record Entry(DocumentType type, EResidency eResidency, Set<Generation> generations, boolean byOrganisation) {}

    /** The meaning of a legacy organisation. */
    record Legacy(DocumentType type, EResidency eResidency) {}

    static final EResidency ORGANISATION_IS_NO_PERSON =
            new EResidency.No("The certificate belongs to an organisation, not to a person.");

    private static final EResidency YES = new EResidency.Yes("The document is an e-resident's digital identity card.");
    private static final EResidency YES_MOBILE =
            new EResidency.Yes("The certificate is of a Mobile-ID that was issued to an e-resident.");
    private static final EResidency NO =
            new EResidency.No("The document is of another type than an e-resident's digital identity card.");
    private static final EResidency MOBILE_ID_UNMARKED =
            new EResidency.Unknown("Mobile-ID certificates since 2019 do not tell residents and e-residents apart.");
    private static final EResidency SMART_ID_UNMARKED =
            new EResidency.Unknown("Smart-ID certificates do not tell residents and e-residents apart.");

    private static final Oid SK = Oid.of("1.3.6.1.4.1.10015");
    private static final List<Oid> PERSON_ARCS = List.of(Oid.of("1.3.6.1.4.1.51361"), Oid.of("1.3.6.1.4.1.51455"));
    private static final List<Oid> PERSON_TEST_ARCS =
            PERSON_ARCS.stream().map(arc -> Oid.of(arc + ".1.2")).toList();
    private static final Oid SK_TEST = Oid.of(SK + ".3");
    private static final Oid TEST_PREFIX = Oid.of("2.999");

    private static final Map<String, Issuer> ISSUERS = issuers();

    /** Policies of the two newer generations: complete identifiers. */
    private static final Map<Oid, Entry> EXACT = exact();

    /** Policies of SK: further arcs may follow. */
    private static final Map<Oid, Entry> PREFIXES = prefixes();

    private DocumentTable() {}

    private static Map<String, Issuer> issuers() {
        Map<String, Issuer> map = new HashMap<>();
        both(map, Generation.LEGACY, "ESTEID-SK", "ESTEID-SK 2007", "ESTEID-SK 2011", "ESTEID-SK 2015");
        both(map, Generation.ESTEID_2018, "ESTEID2018");
        map.put("ESTEID2025", new Issuer(Generation.ESTEID_2025, false));
        map.put("Test ESTEID2025", new Issuer(Generation.ESTEID_2025, true));
        both(map, Generation.REMOTE, "EID-SK", "EID-SK 2007", "EID-SK 2011", "EID-SK 2016", "NQ-SK 2016");
        for (String key : List.of("E", "R")) {
            both(map, Generation.REMOTE, "SK ID Solutions EID-Q 2021" + key, "SK ID Solutions EID-NQ 2021" + key);
            both(map, Generation.REMOTE, "SK ID Solutions EID-Q 2024" + key);
            both(map, Generation.ORGANISATION, "SK ID Solutions ORG 2021" + key);
        }
        both(map, Generation.ORGANISATION, "KLASS3-SK", "KLASS3-SK 2010", "KLASS3-SK 2016");
        return Map.copyOf(map);
    }

    private static void both(Map<String, Issuer> map, Generation generation, String... commonNames) {
        for (String name : commonNames) {
            map.put(name, new Issuer(generation, false));
            map.put("TEST of " + name, new Issuer(generation, true));
        }
    }

    private static Map<Oid, Entry> exact() {
        Map<Oid, Entry> map = new HashMap<>();
        card(map, Generation.ESTEID_2018, "51361.1.1.1", DocumentType.ID_CARD_EE_CITIZEN);
        card(map, Generation.ESTEID_2018, "51361.1.1.2", DocumentType.ID_CARD_EU_CITIZEN);
        card(map, Generation.ESTEID_2018, "51361.1.1.3", DocumentType.DIGI_ID);
        card(map, Generation.ESTEID_2018, "51361.1.1.4", DocumentType.DIGI_ID_E_RESIDENT);
        card(map, Generation.ESTEID_2018, "51361.1.1.5", DocumentType.RESIDENCE_LONG_TERM);
        card(map, Generation.ESTEID_2018, "51361.1.1.6", DocumentType.RESIDENCE_TEMPORARY);
        card(map, Generation.ESTEID_2018, "51361.1.1.7", DocumentType.RESIDENCE_EU_FAMILY_MEMBER);
        card(map, Generation.ESTEID_2018, "51455.1.1.1", DocumentType.DIPLOMATIC_ID);
        card(map, Generation.ESTEID_2025, "51361.2.1.1", DocumentType.ID_CARD_EE_CITIZEN);
        card(map, Generation.ESTEID_2025, "51361.2.1.2", DocumentType.ID_CARD_EU_CITIZEN);
        card(map, Generation.ESTEID_2025, "51361.2.1.3", DocumentType.RESIDENCE_LONG_TERM);
        card(map, Generation.ESTEID_2025, "51361.2.1.4", DocumentType.RESIDENCE_TEMPORARY);
        card(map, Generation.ESTEID_2025, "51361.2.1.5", DocumentType.RESIDENCE_EU_FAMILY_MEMBER);
        card(map, Generation.ESTEID_2025, "51361.2.1.6", DocumentType.DIGI_ID_E_RESIDENT);
        card(map, Generation.ESTEID_2025, "51455.2.1.1", DocumentType.DIPLOMATIC_ID);
        return Map.copyOf(map);
    }

    private static void card(Map<Oid, Entry> map, Generation generation, String arcs, DocumentType type) {
        EResidency eResidency = type == DocumentType.DIGI_ID_E_RESIDENT ? YES : NO;
        map.put(Oid.of("1.3.6.1.4.1." + arcs), new Entry(type, eResidency, Set.of(generation), false));
    }

    private static Map<Oid, Entry> prefixes() {
        Set<Generation> legacy = Set.of(Generation.LEGACY);
        Set<Generation> legacyMobile = Set.of(Generation.LEGACY, Generation.REMOTE);
        Set<Generation> remote = Set.of(Generation.REMOTE);
        Map<Oid, Entry> map = new HashMap<>();
        sk(map, "1.1", new Entry(DocumentType.ID_CARD, NO, legacy, true));
        sk(map, "1.2", new Entry(DocumentType.DIGI_ID, NO, legacy, true));
        sk(map, "1.3", new Entry(DocumentType.MOBILE_ID, MOBILE_ID_UNMARKED, legacyMobile, true));
        sk(map, "3.1", new Entry(DocumentType.ID_CARD, NO, legacy, true));
        sk(map, "3.2", new Entry(DocumentType.DIGI_ID, NO, legacy, true));
        sk(map, "3.3", new Entry(DocumentType.MOBILE_ID, MOBILE_ID_UNMARKED, legacyMobile, true));
        sk(map, "3.1.3", new Entry(DocumentType.MOBILE_ID, MOBILE_ID_UNMARKED, legacyMobile, true));
        sk(map, "18.1", new Entry(DocumentType.MOBILE_ID, MOBILE_ID_UNMARKED, remote, false));
        sk(map, "17.1", new Entry(DocumentType.SMART_ID_NON_QUALIFIED, SMART_ID_UNMARKED, remote, false));
        sk(map, "17.2", new Entry(DocumentType.SMART_ID, SMART_ID_UNMARKED, remote, false));
        sk(map, "3.17.1", new Entry(DocumentType.SMART_ID_NON_QUALIFIED, SMART_ID_UNMARKED, remote, false));
        sk(map, "3.17.2", new Entry(DocumentType.SMART_ID, SMART_ID_UNMARKED, remote, false));
        for (String arc : List.of("7.1", "7.3", "2.1")) {
            sk(map, arc, new Entry(DocumentType.ORGANISATION, ORGANISATION_IS_NO_PERSON, Set.of(), false));
        }
        return Map.copyOf(map);
    }

    private static void sk(Map<Oid, Entry> map, String arcs, Entry entry) {
        map.put(Oid.of(SK + "." + arcs), entry);
    }

    /** Until 2018 the organisation in the subject tells the documents of one policy apart. */
    static Optional<Legacy> legacy(DocumentType byPolicy, String organisation) {
        return switch (byPolicy) {
            case ID_CARD -> when(organisation, "ESTEID", new Legacy(DocumentType.ID_CARD, NO));
            case DIGI_ID ->
                when(organisation, "ESTEID (DIGI-ID)", new Legacy(DocumentType.DIGI_ID, NO))
                        .or(() -> when(
                                organisation,
                                "ESTEID (DIGI-ID E-RESIDENT)",
                                new Legacy(DocumentType.DIGI_ID_E_RESIDENT, YES)));
            case MOBILE_ID ->
                when(organisation, "ESTEID (MOBIIL-ID)", new Legacy(DocumentType.MOBILE_ID, NO))
                        .or(() -> when(
                                organisation,
                                "ESTEID (MOBIIL-ID E-RESIDENT)",
                                new Legacy(DocumentType.MOBILE_ID, YES_MOBILE)))
                        .or(() -> when(organisation, "", new Legacy(DocumentType.MOBILE_ID, MOBILE_ID_UNMARKED)));
            default -> Optional.empty();
        };
    }

    private static Optional<Legacy> when(String organisation, String expected, Legacy legacy) {
        return organisation.equals(expected) ? Optional.of(legacy) : Optional.empty();
    }

    static Optional<Issuer> issuer(String commonName) {
        return Optional.ofNullable(ISSUERS.get(commonName));
    }

    /** Whether a policy lies in an arc that names documents, known or not. Other policies (NCP+, QCP-n-qscd, those of SK that name a practice) say nothing. */
    static boolean isDocumentPolicy(Oid policy) {
        Oid stripped = stripped(policy);
        return PERSON_ARCS.stream().anyMatch(stripped::startsWith)
                || prefixEntry(stripped).isPresent();
    }

    /** Whether a policy is written as test certificates write it. */
    static boolean isTestForm(Oid policy) {
        return policy.startsWith(TEST_PREFIX)
                || policy.startsWith(SK_TEST)
                || PERSON_TEST_ARCS.stream().anyMatch(policy::startsWith);
    }

    /** Finds the meaning of a policy in its production or its test form; the caller asks {@link #isTestForm} apart. */
    static Optional<Entry> entry(Oid policy) {
        Oid plain = stripped(policy);
        for (Oid test : PERSON_TEST_ARCS) {
            if (plain.startsWith(test)) {
                int length = test.arcs().size();
                List<String> rest = plain.arcs().subList(length, plain.arcs().size());
                String arc = String.join(".", test.arcs().subList(0, length - 2));
                plain = rest.isEmpty() ? plain : Oid.of(arc + ".1.1." + String.join(".", rest));
            }
        }
        Optional<Entry> exact = Optional.ofNullable(EXACT.get(plain));
        return exact.isPresent() ? exact : prefixEntry(plain);
    }

    /** The longest prefix wins. */
    private static Optional<Entry> prefixEntry(Oid policy) {
        for (int length = policy.arcs().size(); length > SK.arcs().size(); length--) {
            Entry entry = PREFIXES.get(new Oid(policy.arcs().subList(0, length)));
            if (entry != null) {
                return Optional.of(entry);
            }
        }
        return Optional.empty();
    }

    private static Oid stripped(Oid policy) {
        int prefix = TEST_PREFIX.arcs().size();
        return policy.startsWith(TEST_PREFIX) && policy.arcs().size() > prefix
                ? new Oid(policy.arcs().subList(prefix, policy.arcs().size()))
                : policy;
    }
}
