package dev.eresident.core.internal.crypto;

import dev.eresident.core.Bytes;
import java.io.InvalidObjectException;
import java.io.NotSerializableException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.security.PublicKey;
import org.jspecify.annotations.Nullable;

/** A public key that keeps its SubjectPublicKeyInfo; equal to any implementation of the same encoding. */
abstract class EncodedKey implements PublicKey {
    private static final long serialVersionUID = 1L;

    private final transient Bytes info;

    EncodedKey(Bytes info) {
        this.info = info;
    }

    @Override
    public final String getFormat() {
        return "X.509";
    }

    @Override
    public final byte[] getEncoded() {
        return info.toByteArray();
    }

    @Override
    public final boolean equals(@Nullable Object other) {
        if (other instanceof EncodedKey that) {
            return info.equals(that.info);
        }
        return other instanceof PublicKey that && that.getEncoded() != null && info.equals(Bytes.of(that.getEncoded()));
    }

    @Override
    public final int hashCode() {
        return info.hashCode();
    }

    /** Returns the algorithm only. */
    @Override
    public final String toString() {
        return getAlgorithm() + " public key";
    }

    private void writeObject(ObjectOutputStream out) throws NotSerializableException {
        throw new NotSerializableException(EncodedKey.class.getName());
    }

    private void readObject(ObjectInputStream in) throws InvalidObjectException {
        throw new InvalidObjectException(EncodedKey.class.getName());
    }
}
