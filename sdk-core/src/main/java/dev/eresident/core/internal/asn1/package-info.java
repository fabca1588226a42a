/**
 * Reading ASN.1 from strangers: start at {@link dev.eresident.core.internal.asn1.DerReader}.
 *
 * <p>A small strict reader of DER instead of BouncyCastle's object tree: it never copies before a length is checked, has a limit of size and
 * depth, is not lazy (nothing throws later), loads two classes, and has no opinion on INTEGER padding: the RSA keys of old Estonian cards are
 * encoded oddly, and BouncyCastle reads them only after a global system property is set. BER, which CMS allows for
 * its outer parts, is taken apart by {@link dev.eresident.core.internal.asn1.BerReader} and turned into DER before anything is read from it.
 *
 * <p>Not exported to integrators. Readers are used by one thread; {@link dev.eresident.core.internal.asn1.DerElement} is immutable.
 */
@NullMarked
package dev.eresident.core.internal.asn1;

import org.jspecify.annotations.NullMarked;
