package dev.eresident.core.signature;

import dev.eresident.core.signature.cades.CadesValidation;
import dev.eresident.core.signature.ddoc.DdocValidation;
import dev.eresident.core.signature.pades.PadesValidation;
import dev.eresident.core.signature.validation.EvidenceValidation;
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
 * @param pades judges signatures of PDF documents
 * @param tokens judges time-stamp tokens
 * @param evidence judges evidence records
 * @param ddoc judges DDOC documents
 */
record Judges(
        TrustPolicy trust,
        ValidationPolicy policy,
        XadesValidation xades,
        CadesValidation cades,
        PadesValidation pades,
        TokenValidation tokens,
        EvidenceValidation evidence,
        DdocValidation ddoc) {
    static Judges of(TrustPolicy trust, ValidationPolicy policy) {
        Rules rules = Rules.of(policy);
        CadesValidation cades = new CadesValidation(trust, rules);
        return new Judges(
                trust,
                policy,
                new XadesValidation(trust, rules),
                cades,
                new PadesValidation(cades),
                new TokenValidation(trust, rules),
                new EvidenceValidation(trust, rules),
                new DdocValidation(trust, rules));
    }
}
