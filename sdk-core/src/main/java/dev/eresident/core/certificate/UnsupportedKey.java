package dev.eresident.core.certificate;

import dev.eresident.core.Bytes;
import java.io.InvalidObjectException;
import java.io.NotSerializableException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.security.PublicKey;

/** A public key of a kind that the SDK does not verify with (other curves, explicit curve parameters, tiny RSA); only its bytes are known. */
final class UnsupportedKey implements PublicKey {
    private static final long serialVersionUID = 1L;

    private final String algorithm;
    private final transient Bytes info;

    UnsupportedKey(String algorithm, Bytes info) {
        this.algorithm = algorithm;
        this.info = info;
    }

    /** Returns the OID of the key's algorithm. */
    @Override
    public String getAlgorithm() {
        return algorithm;
    }

    @Override
    public String getFormat() {
        return "X.509";
    }

    @Override
    public byte[] getEncoded() {
        return info.toByteArray();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof UnsupportedKey that && info.equals(that.info);
    }

    @Override
    public int hashCode() {
        return info.hashCode();
    }

    private void writeObject(ObjectOutputStream out) throws NotSerializableException {
        throw new NotSerializableException(UnsupportedKey.class.getName());
    }

    private void readObject(ObjectInputStream in) throws InvalidObjectException {
        throw new InvalidObjectException(UnsupportedKey.class.getName());
    }
}
