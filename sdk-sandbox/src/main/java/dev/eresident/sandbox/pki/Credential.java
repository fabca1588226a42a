package dev.eresident.sandbox.pki;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.security.interfaces.RSAPrivateCrtKey;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.X509KeyManager;

/** A certificate of the sandbox together with its key. Immutable and safe for use by several threads. */
public final class Credential {
    private final X509Certificate certificate;
    private final KeyPair keyPair;
    private final KeyType keyType;
    private final SecureRandom random;

    Credential(X509Certificate certificate, KeyPair keyPair, KeyType keyType, SecureRandom random) {
        this.certificate = certificate;
        this.keyPair = keyPair;
        this.keyType = keyType;
        this.random = random;
    }

    /**
     * The certificate.
     *
     * @return the certificate, parsed by the JDK
     */
    public X509Certificate certificate() {
        return certificate;
    }

    /**
     * The private key.
     *
     * @return the key, as the JDK holds it
     */
    public PrivateKey privateKey() {
        return keyPair.getPrivate();
    }

    /**
     * Both keys.
     *
     * @return the pair
     */
    public KeyPair keyPair() {
        return keyPair;
    }

    /**
     * The kind of the key.
     *
     * @return the kind
     */
    public KeyType keyType() {
        return keyType;
    }

    /**
     * The key for TLS.
     *
     * @return a manager of the JDK that holds this key alone
     */
    public X509KeyManager keyManager() {
        char[] password = "sandbox".toCharArray();
        try {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, password);
            store.setKeyEntry("key", privateKey(), password, new Certificate[] {certificate});
            KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            factory.init(store, password);
            return (X509KeyManager) factory.getKeyManagers()[0];
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException("The JDK cannot hold the key " + this, e);
        }
    }

    /**
     * Hashes and signs data.
     *
     * @param data what to sign
     * @param algorithm how; its family must fit the key
     * @return raw R‖S for elliptic curves (RFC 6979, so always the same), a block as long as the modulus for RSA
     * @throws IllegalArgumentException when the algorithm needs another kind of key
     */
    public byte[] sign(byte[] data, SignatureAlgorithm algorithm) {
        return signDigest(Hashes.digest(algorithm.hash()).digest(data), algorithm);
    }

    /**
     * Signs a digest that was computed elsewhere, as a card does.
     *
     * @param digest the hash value
     * @param algorithm how; its family must fit the key
     * @return raw R‖S for elliptic curves, a block as long as the modulus for RSA
     * @throws IllegalArgumentException when the algorithm needs another kind of key, or the length of the digest does not fit
     */
    public byte[] signDigest(byte[] digest, SignatureAlgorithm algorithm) {
        if (digest.length != Hashes.digest(algorithm.hash()).getDigestLength()) {
            throw new IllegalArgumentException("A digest for " + algorithm + " has the length of " + algorithm.hash()
                    + ", not " + digest.length + " bytes");
        }
        return Keys.sign(keyPair.getPrivate(), digest, algorithm, random);
    }

    /**
     * Signs a digest with RSASSA-PSS, as Smart-ID does: MGF1 of the same hash, a salt as long as the hash.
     *
     * @param digest the hash value
     * @param hash which hash, for example {@code SHA3-512}
     * @return a block as long as the modulus
     * @throws IllegalArgumentException when the key is not one of RSA, or the length of the digest does not fit
     */
    public byte[] signPssDigest(byte[] digest, String hash) {
        if (!(keyPair.getPrivate() instanceof RSAPrivateCrtKey key)
                || digest.length != Hashes.digest(hash).getDigestLength()) {
            throw new IllegalArgumentException("RSASSA-PSS needs an RSA key and a digest of " + hash);
        }
        return Keys.signPss(key, digest, hash, random);
    }

    /** Names the subject, never the key. */
    @Override
    public String toString() {
        return "Credential[" + certificate.getSubjectX500Principal().getName() + "]";
    }
}
