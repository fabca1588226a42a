package dev.eresident.sandbox.xroad;

import java.net.URI;
import java.security.cert.X509Certificate;

/**
 * Where the security server is spoken to over TLS.
 *
 * @param uri the address; as with real ones, the certificate does not name its host
 * @param certificate the server's own, self-signed: clients pin it
 */
public record SecureAddress(URI uri, X509Certificate certificate) {}
