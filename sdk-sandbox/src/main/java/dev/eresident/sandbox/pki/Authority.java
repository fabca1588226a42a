package dev.eresident.sandbox.pki;

import java.net.URI;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A certification authority of the sandbox. Immutable and safe for use by several threads. */
public final class Authority {
    private final String id;
    private final Credential credential;
    private final URI ocspUri;
    private final @Nullable Authority parent;

    Authority(String id, Credential credential, URI ocspUri, @Nullable Authority parent) {
        this.id = id;
        this.credential = credential;
        this.ocspUri = ocspUri;
        this.parent = parent;
    }

    /**
     * The short name in addresses of the sandbox.
     *
     * @return for example {@code esteid2018}
     */
    public String id() {
        return id;
    }

    /**
     * The certificate of the authority.
     *
     * @return the certificate
     */
    public X509Certificate certificate() {
        return credential.certificate();
    }

    /**
     * The private key of the authority.
     *
     * @return the key
     */
    public PrivateKey privateKey() {
        return credential.privateKey();
    }

    /**
     * Certificate and key.
     *
     * @return both
     */
    public Credential credential() {
        return credential;
    }

    /**
     * Where the status of its certificates is asked for.
     *
     * @return the address of the OCSP responder, as written into the certificates
     */
    public URI ocspUri() {
        return ocspUri;
    }

    /**
     * The authority above.
     *
     * @return the issuer, or empty for a root
     */
    public Optional<Authority> parent() {
        return Optional.ofNullable(parent);
    }

    @Override
    public String toString() {
        return "Authority[" + id + "]";
    }
}
