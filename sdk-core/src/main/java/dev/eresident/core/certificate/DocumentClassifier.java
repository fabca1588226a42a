package dev.eresident.core.certificate;

import dev.eresident.core.certificate.DocumentTable.Entry;
import dev.eresident.core.certificate.DocumentTable.Issuer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Decides which document a certificate belongs to, by {@link DocumentTable}; pure, and never an exception. */
final class DocumentClassifier {
    private static final String ESTONIA = "EE";
    private static final Oid QC_TYPE_ESEAL = Oid.of("0.4.0.1862.1.6.2");

    /** A policy of the table that the certificate has, and whether it was written in its test form. */
    private record Match(Entry entry, Oid policy, boolean testForm) {}

    private DocumentClassifier() {}

    static EidDocument classify(Certificate certificate, Environment environment) {
        Optional<Issuer> issuer = issuer(certificate.issuer());
        List<Oid> documentPolicies = certificate.policies().stream()
                .filter(DocumentTable::isDocumentPolicy)
                .toList();
        List<Match> matches = matches(documentPolicies);
        boolean test = issuer.map(Issuer::test).orElse(false)
                || documentPolicies.stream().anyMatch(DocumentTable::isTestForm);
        Environment seen = test ? Environment.TEST : Environment.PRODUCTION;
        if (test && environment == Environment.PRODUCTION) {
            return unknown(seen, documentPolicies, "it is a test certificate, and the environment is production");
        }
        if (certificate.isCa()) {
            return unknown(seen, documentPolicies, "it is the certificate of an authority, not of a document");
        }
        if (matches.size() != documentPolicies.size()) {
            return unknown(seen, documentPolicies, "its document policy is not assigned to a known document");
        }
        if (matches.isEmpty()) {
            return certificate.qcStatements().types().contains(QC_TYPE_ESEAL)
                    ? organisation(seen, QC_TYPE_ESEAL)
                    : unknown(seen, documentPolicies, "it has no document policy");
        }
        Set<DocumentType> types =
                matches.stream().map(match -> match.entry().type()).collect(Collectors.toSet());
        if (types.size() != 1) {
            return unknown(seen, documentPolicies, "its document policies contradict each other");
        }
        return judge(certificate, issuer, matches.get(0), seen);
    }

    /** A foreign authority that bears the common name of an Estonian one is not the Estonian one. */
    private static Optional<Issuer> issuer(Subject name) {
        return name.country()
                .filter(ESTONIA::equals)
                .flatMap(country -> name.commonName())
                .flatMap(DocumentTable::issuer);
    }

    private static List<Match> matches(List<Oid> policies) {
        List<Match> matches = new ArrayList<>();
        for (Oid policy : policies) {
            DocumentTable.entry(policy)
                    .ifPresent(entry -> matches.add(new Match(entry, policy, DocumentTable.isTestForm(policy))));
        }
        return matches;
    }

    private static EidDocument judge(Certificate certificate, Optional<Issuer> issuer, Match match, Environment seen) {
        Entry entry = match.entry();
        List<Oid> evidence = List.of(match.policy());
        boolean bound = issuer.map(Issuer::generation)
                .map(entry.generations()::contains)
                .orElse(false);
        if (!entry.generations().isEmpty() && !bound) {
            return unknown(seen, evidence, "its document policy does not belong to its issuer");
        }
        if (entry.byOrganisation()) {
            return DocumentTable.legacy(
                            entry.type(), certificate.subject().organization().orElse(""))
                    .map(legacy ->
                            new EidDocument(legacy.type(), legacy.eResidency(), seen, Optional.of(match.policy())))
                    .orElseGet(() -> unknown(
                            seen, evidence, "the organisation in its subject does not fit its document policy"));
        }
        return new EidDocument(entry.type(), entry.eResidency(), seen, Optional.of(match.policy()));
    }

    private static EidDocument organisation(Environment seen, Oid evidence) {
        return new EidDocument(
                DocumentType.ORGANISATION, DocumentTable.ORGANISATION_IS_NO_PERSON, seen, Optional.of(evidence));
    }

    private static EidDocument unknown(Environment seen, List<Oid> evidence, String why) {
        return new EidDocument(
                DocumentType.UNKNOWN,
                new EResidency.Unknown("The certificate does not tell: " + why + "."),
                seen,
                evidence.stream().findFirst());
    }
}
