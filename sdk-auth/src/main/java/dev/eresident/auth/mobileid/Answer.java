package dev.eresident.auth.mobileid;

import dev.eresident.core.Bytes;
import dev.eresident.core.certificate.Certificate;
import dev.eresident.core.internal.crypto.SignatureAlgorithm;

/**
 * An answer of the right form about a session that ended well; nothing in it is believed yet.
 *
 * @param certificate of a login as answered, of a signature as fetched before
 * @param hash what was to be signed; empty where only the certificate was asked for
 * @param signature the value; empty where only the certificate was asked for
 * @param family what the answer says the key is
 */
record Answer(Certificate certificate, Bytes hash, Bytes signature, SignatureAlgorithm.Family family) {
    @Override
    public String toString() {
        return "Answer[redacted]";
    }
}
