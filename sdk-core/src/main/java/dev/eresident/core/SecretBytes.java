package dev.eresident.core;

import java.security.MessageDigest;
import java.util.Arrays;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Key material or a password as bytes: printed redacted, compared in constant time, wiped when closed.
 *
 * <p>The content is reached only through {@link #use}, which lends a copy for the length of one call and wipes it afterwards.
 * Thread-safe. It cannot protect against a heap dump taken before {@link #close()}, nor against copies that others make.
 */
public final class SecretBytes implements AutoCloseable {
    private final byte[] value;
    private boolean destroyed;

    private SecretBytes(byte[] value) {
        this.value = value;
    }

    /**
     * Copies a secret; wiping the given array is left to the caller.
     *
     * @param value the secret
     * @return the value, to be closed when no longer needed
     */
    public static SecretBytes of(byte[] value) {
        return new SecretBytes(value.clone());
    }

    /**
     * Draws a secret.
     *
     * @param size number of bytes, at least one
     * @param random where from; give a {@link java.security.SecureRandom} outside tests
     * @return the value, to be closed when no longer needed
     * @throws IllegalArgumentException if the size is not positive
     */
    public static SecretBytes random(int size, RandomGenerator random) {
        if (size <= 0) {
            throw new IllegalArgumentException("A secret needs at least one byte");
        }
        byte[] value = new byte[size];
        random.nextBytes(value);
        return new SecretBytes(value);
    }

    /**
     * Lends a copy of the secret to a function and wipes the copy when the function returns or throws.
     *
     * @param user what works with the secret; it must not keep the array
     * @param <T> what the function returns
     * @return what the function returned
     * @throws IllegalStateException if the secret was wiped
     */
    public <T> T use(Function<byte[], T> user) {
        byte[] copy = copy();
        try {
            return user.apply(copy);
        } finally {
            Arrays.fill(copy, (byte) 0);
        }
    }

    /**
     * Lends a copy of the secret to an action, as {@link #use} does.
     *
     * @param user what works with the secret; it must not keep the array
     * @throws IllegalStateException if the secret was wiped
     */
    public void accept(Consumer<byte[]> user) {
        use(copy -> {
            user.accept(copy);
            return true;
        });
    }

    private synchronized byte[] copy() {
        if (destroyed) {
            throw new IllegalStateException("The secret was wiped by close()");
        }
        return value.clone();
    }

    /**
     * Returns the number of bytes, also after wiping.
     *
     * @return zero or more
     */
    public int size() {
        return value.length;
    }

    /**
     * Tells whether the secret was wiped.
     *
     * @return true after {@link #close()}
     */
    public synchronized boolean isDestroyed() {
        return destroyed;
    }

    /** Overwrites the secret with zeros; it cannot be used afterwards. Closing again does nothing. */
    @Override
    public synchronized void close() {
        Arrays.fill(value, (byte) 0);
        destroyed = true;
    }

    /** Compares in constant time for equal lengths; a wiped secret equals only itself. */
    @Override
    public boolean equals(@Nullable Object other) {
        if (this == other) {
            return true;
        }
        if (!(other instanceof SecretBytes that) || isDestroyed() || that.isDestroyed()) {
            return false;
        }
        return use(mine -> that.use(theirs -> MessageDigest.isEqual(mine, theirs)));
    }

    /** Depends on the length only, so that it tells nothing about the content. */
    @Override
    public int hashCode() {
        return value.length;
    }

    /** Returns a fixed text. */
    @Override
    public String toString() {
        return "SecretBytes[redacted]";
    }
}
