/**
 * Reading ZIP files from strangers: start at {@link dev.eresident.core.internal.zip.ZipArchive}.
 *
 * <p>The reader accepts exactly one interpretation of a file. Every byte must belong to a local record, the central directory or the end
 * records; local headers must tell what the central directory tells; there is no data in front, between or behind. Thus no other reader of
 * the same file, whichever end it starts from, can see other content than was checked here. Heap use does not depend on the size of the file.
 *
 * <p>{@code ZipArchive} is immutable and may be read from several threads at once; a stream belongs to one thread.
 *
 * <p>Does not: write archives, extract to disk, read encrypted or multi-disk archives, repair damaged ones, know anything about signatures.
 * What an archive may be guilty of is {@link dev.eresident.core.internal.zip.ZipProblem}; rooms above turn it into their own findings.
 *
 * <p>Source: APPNOTE.TXT 6.3.10 (the ZIP specification); paragraphs are quoted as §4.3.7 and the like.
 */
@NullMarked
package dev.eresident.core.internal.zip;

import org.jspecify.annotations.NullMarked;
