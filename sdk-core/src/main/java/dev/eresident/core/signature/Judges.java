package dev.eresident.core.signature;

import dev.eresident.core.signature.cades.CadesValidation;
import dev.eresident.core.signature.ddoc.DdocValidation;
import dev.eresident.core.signature.validation.Rules;
import dev.eresident.core.signature.validation.TokenValidation;
import dev.eresident.core.signature.xades.XadesValidation;
import dev.eresident.core.trust.TrustPolicy;

/**
 * Who judges what under one validation policy. Immutable, thread-safe.
 *
 * @param trust whom to believe
 * @param policy the policy
 * @param xades judges XAdES signatures
 * @param cades judges CAdES signatures
 * @param tokens judges time-stamp tokens
 * @param ddoc judges DDOC documents
 */
record Judges(
        TrustPolicy trust,
        ValidationPolicy policy,
        XadesValidation xades,
        CadesValidation cades,
        TokenValidation tokens,
        DdocValidation ddoc) {
    static Judges of(TrustPolicy trust, ValidationPolicy policy) {
        Rules rules = Rules.of(policy);
        return new Judges(
                trust,
                policy,
                new XadesValidation(trust, rules),
                new CadesValidation(trust, rules),
                new TokenValidation(trust, rules),
                new DdocValidation(trust, rules));
    }
}
