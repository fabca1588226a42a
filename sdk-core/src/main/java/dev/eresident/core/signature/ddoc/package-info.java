/**
 * Judges DDOC, the signed XML documents of the years 2002 to 2014 (SK-XML 1.0, DIGIDOC-XML 1.1 to 1.3), read-only: start at {@link dev.eresident.core.signature.ddoc.DdocValidation}.
 *
 * <p>A document is read in one pass: {@code DdocReader} hashes the data files while their text streams by and keeps only the signatures, {@code SignatureReader} reads these strictly by
 * fixed paths, {@code DigestComparison} and {@code ValueVerification} compare what was signed, and the common steps of {@link dev.eresident.core.signature.validation} judge certificate and
 * time-mark. {@code RevocationRecord} compares the answer with the signature's own record of it. What the old programs did otherwise than the standard is accepted where the state's own
 * tools accept it, and always reported as a warning (signatures reference §10).
 *
 * <p>SHA-1 and RSA are all that DDOC knows: such signatures are accepted under the Estonian rules only. Most of the old authorities and their responders stand in the history of the Estonian trusted list; the others must be pinned by the caller.
 *
 * <p>Not exported. Thread-safety: a validation may be shared. What it does not do: write or sign DDOC, follow references out of the document, verify the signed properties of SK-XML, whose
 * digest was never specified.
 */
@NullMarked
package dev.eresident.core.signature.ddoc;

import org.jspecify.annotations.NullMarked;
