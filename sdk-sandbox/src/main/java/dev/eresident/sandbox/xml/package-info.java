/**
 * The XML that the sandbox writes and signs: parsing and canonicalisation by the JDK.
 *
 * <p>For the rooms of the sandbox; start at {@link dev.eresident.sandbox.xml.SandboxXml}. Stateless. It must not be used for XML from
 * outside.
 */
@NullMarked
package dev.eresident.sandbox.xml;

import org.jspecify.annotations.NullMarked;
