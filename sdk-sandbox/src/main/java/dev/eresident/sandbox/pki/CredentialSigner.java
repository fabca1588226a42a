package dev.eresident.sandbox.pki;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.math.BigInteger;
import java.security.PrivateKey;
import java.util.Arrays;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import org.bouncycastle.operator.ContentSigner;

/**
 * Lets BouncyCastle's builders sign with a {@link Credential}: default algorithm of its key, reproducible values, no JCE provider.
 *
 * <p>For the services of the sandbox. One object signs one thing.
 */
public final class CredentialSigner implements ContentSigner {
    private final PrivateKey key;
    private final KeyType keyType;
    private final boolean broken;
    private final ByteArrayOutputStream data = new ByteArrayOutputStream();

    CredentialSigner(PrivateKey key, KeyType keyType, boolean broken) {
        this.key = key;
        this.keyType = keyType;
        this.broken = broken;
    }

    /**
     * Signs correctly.
     *
     * @param credential the signer
     * @return a signer for one structure
     */
    public static CredentialSigner of(Credential credential) {
        return of(credential, false);
    }

    /**
     * Signs something else than it was given, when told to: the result is well formed but does not verify.
     *
     * @param credential the signer
     * @param broken whether the signature shall be wrong
     * @return a signer for one structure
     */
    public static CredentialSigner of(Credential credential, boolean broken) {
        return new CredentialSigner(credential.privateKey(), credential.keyType(), broken);
    }

    @Override
    public AlgorithmIdentifier getAlgorithmIdentifier() {
        return switch (keyType) {
            case P256 -> new AlgorithmIdentifier(X9ObjectIdentifiers.ecdsa_with_SHA256);
            case P384 -> new AlgorithmIdentifier(X9ObjectIdentifiers.ecdsa_with_SHA384);
            case P521 -> new AlgorithmIdentifier(X9ObjectIdentifiers.ecdsa_with_SHA512);
            case RSA2048 -> new AlgorithmIdentifier(PKCSObjectIdentifiers.sha256WithRSAEncryption, DERNull.INSTANCE);
        };
    }

    @Override
    public OutputStream getOutputStream() {
        return data;
    }

    @Override
    public byte[] getSignature() {
        if (broken) {
            data.write(0);
        }
        byte[] raw = Keys.signDefault(key, keyType, data.toByteArray());
        if (!keyType.isEllipticCurve()) {
            return raw;
        }
        int half = raw.length / 2;
        try {
            return new DERSequence(new ASN1Integer[] {
                        new ASN1Integer(new BigInteger(1, Arrays.copyOf(raw, half))),
                        new ASN1Integer(new BigInteger(1, Arrays.copyOfRange(raw, half, raw.length)))
                    })
                    .getEncoded();
        } catch (IOException e) {
            throw new IllegalStateException("A signature could not be encoded", e);
        }
    }
}
