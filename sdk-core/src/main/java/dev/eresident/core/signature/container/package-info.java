/**
 * Containers of signed files (ASiC, EN 319 162-1; BDOC 2.1): start at {@link dev.eresident.core.signature.container.AsicContainer}.
 *
 * <p>{@code FormatDetector} tells from the first bytes what a file is; {@code AsicContainer} reads a ZIP-based one and judges its structure;
 * {@code ContainerRules} holds the rules as pure functions; {@code ReferenceNames} finds the file that a signature's reference means;
 * {@code DataFileDigests} hashes files in one streaming pass.
 *
 * <p>Everything here is immutable or documented otherwise; an open container may be read by several threads.
 *
 * <p>Does not: judge signatures, decide the verdict of a document, write containers, look into nested containers. This package is internal to
 * the signature room and not exported.
 */
@NullMarked
package dev.eresident.core.signature.container;

import org.jspecify.annotations.NullMarked;
