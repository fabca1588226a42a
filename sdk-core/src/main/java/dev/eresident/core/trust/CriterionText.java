package dev.eresident.core.trust;

import java.util.Collection;
import java.util.stream.Collectors;

/** Writes criteria as one text, the same for equal criteria in any run, different for different ones: the fingerprint of the anchors covers it. */
final class CriterionText {
    private CriterionText() {}

    static String of(Criterion criterion) {
        if (criterion instanceof Criterion.CriteriaList list) {
            return list.criteria().stream()
                    .map(CriterionText::of)
                    .collect(Collectors.joining(",", list.assertion() + "(", ")"));
        }
        if (criterion instanceof Criterion.KeyUsageBits usage) {
            return sorted("keyUsage", usage.bits().entrySet());
        }
        if (criterion instanceof Criterion.PolicySet policies) {
            return sorted("policies", policies.policies());
        }
        if (criterion instanceof Criterion.ExtendedKeyUsage purposes) {
            return sorted("purposes", purposes.purposes());
        }
        if (criterion instanceof Criterion.SubjectAttributes attributes) {
            return sorted("subject", attributes.types());
        }
        if (criterion instanceof Criterion.QcStatementSet statements) {
            return sorted("statements", statements.statements()) + sorted("types", statements.types());
        }
        String what = ((Criterion.NotUnderstood) criterion).what();
        return "unknown(" + what.length() + ":" + what + ")";
    }

    private static String sorted(String name, Collection<?> values) {
        return values.stream().map(Object::toString).sorted().collect(Collectors.joining(" ", name + "(", ")"));
    }
}
