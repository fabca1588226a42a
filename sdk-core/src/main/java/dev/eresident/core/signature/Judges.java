package dev.eresident.core.signature;

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
 * @param tokens judges time-stamp tokens
 */
record Judges(TrustPolicy trust, ValidationPolicy policy, XadesValidation xades, TokenValidation tokens) {
    static Judges of(TrustPolicy trust, ValidationPolicy policy) {
        Rules rules = Rules.of(policy);
        return new Judges(trust, policy, new XadesValidation(trust, rules), new TokenValidation(trust, rules));
    }
}
