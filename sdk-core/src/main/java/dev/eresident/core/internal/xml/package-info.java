/**
 * Reads foreign XML without trusting it: start at {@link dev.eresident.core.internal.xml.XmlReading}.
 *
 * <p>{@link dev.eresident.core.internal.xml.XmlReading} turns bytes into an immutable tree of {@link dev.eresident.core.internal.xml.XmlElement}s under hard
 * limits; {@link dev.eresident.core.internal.xml.Canonicalization} turns an element of such a tree into its canonical octets. The tree is our own and not the JDK's DOM,
 * for four reasons: size, depth and number of elements are counted while parsing, so that no later walk can overflow; the nodes are immutable and safe to share between
 * threads; text is read in one way only and refuses comments in the middle of a value; and neither the DOM nor {@code java.xml.crypto} need to be loaded, which matters
 * for the cold start of a command.
 *
 * <p>Thread-safety: everything here may be shared. What it does not do: validate against schemas, resolve entities or external references, read DOCTYPEs (refused),
 * XML 1.1 (refused), write XML.
 *
 * <p>Two readers stand beside it for trusted lists, which have megabytes of which little is kept: {@link dev.eresident.core.internal.xml.StreamingXml}, a cursor that keeps no tree, and
 * {@link dev.eresident.core.internal.xml.DomXml}, for the one caller that hands the document to the JDK's XML signature. Their instances are for one document and one thread.
 */
@NullMarked
package dev.eresident.core.internal.xml;

import org.jspecify.annotations.NullMarked;
