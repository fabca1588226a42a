/**
 * Writes and reads SOAP 1.1 envelopes: start at {@link dev.eresident.core.internal.soap.SoapEnvelope} to read, at
 * {@link dev.eresident.core.internal.soap.XmlText} to write.
 *
 * <p>The writer escapes everything that it is given as text; the reader rests on the hardened parser. Envelopes are immutable and
 * thread-safe, a writer is neither. No attachments, no WSDL, no schema validation.
 */
@NullMarked
package dev.eresident.core.internal.soap;

import org.jspecify.annotations.NullMarked;
