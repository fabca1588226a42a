/**
 * Signed PDF documents: start at {@link dev.eresident.core.signature.pades.PdfDocument#read}.
 *
 * <p>Two readers look at the same bytes. {@code RawScan} walks over the file by itself and notes where every object, signature dictionary and end of a revision stands; what depends on
 * positions ({@code ByteRange}, the gap of {@code Contents}, what was appended) is decided on its notes alone. PDFBox, an optional library that only {@code PdfBoxBridge} touches, resolves
 * objects, object streams and decryption of one revision at a time, strictly and under limits; it never repairs. {@code RevisionComparison} then compares the revision that a signature
 * covers with the last one: what a later signature needs may be added, and what the signer permitted (DocMDP, FieldMDP) may change; everything else is a finding.
 *
 * <p>Not exported. Thread-safe: a document is immutable once read. What it does not do: it judges no CMS, and it draws no page: two revisions are compared object by object.
 */
@NullMarked
package dev.eresident.core.signature.pades;

import org.jspecify.annotations.NullMarked;
