package dev.eresident.core.certificate;

import java.util.Optional;

/**
 * What a certificate says about the document it belongs to.
 *
 * @param type the document
 * @param eResidency whether the document proves e-residency, with the reason
 * @param environment whether issuer and policy were written in their real or in their test form
 * @param evidence the policy (or statement about an e-seal) that decided; the first document policy that was not understood where the type is unknown; empty if
 *     there was none
 */
public record EidDocument(DocumentType type, EResidency eResidency, Environment environment, Optional<Oid> evidence) {}
