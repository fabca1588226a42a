package dev.eresident.core.certificate;

import java.util.Optional;

/** What a certificate says about the document it belongs to. */
public record EidDocument(DocumentType type, EResidency eResidency, Environment environment, Optional<Oid> evidence) {}
