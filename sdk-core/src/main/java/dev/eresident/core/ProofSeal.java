package dev.eresident.core;

import dev.eresident.core.internal.seal.AeadProofSeal;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Holds the keys that turn a proof type such as an authenticated person into text for the bank's own session, and back.
 *
 * <p>The text is encrypted and authenticated with AES-256-GCM (NIST SP 800-38D, 96-bit random nonces), and what it may be used
 * for is bound in: key id, purpose, type, subject and expiry. Only the proof types themselves seal and open; this type has no
 * method that takes or gives raw bytes, so that nobody can forge a person by sealing something else.
 *
 * <p>Keys rotate by making a new seal whose active key is new and whose older keys still open. Seal at most 2^32 texts with one
 * key. Immutable and thread-safe; the key bytes are copied when the seal is built, so the {@link SecretBytes} may be closed then.
 */
public sealed interface ProofSeal permits AeadProofSeal {

    /** Why a sealed text was not opened. Treat every reason, also unknown ones of later releases, as a refusal. */
    enum Rejection {
        /** It is not a sealed text of this version. */
        MALFORMED,
        /** It was sealed with a key that this seal does not have. */
        UNKNOWN_KEY,
        /** It was changed, or sealed with another key of the same id. */
        TAMPERED,
        /** It was sealed for another purpose. */
        WRONG_PURPOSE,
        /** It holds another type. */
        WRONG_TYPE,
        /** It was sealed for another subject. */
        WRONG_SUBJECT,
        /** Its time is over. */
        EXPIRED
    }

    /**
     * Returns the id of the key that seals.
     *
     * @return the id, which is no secret
     */
    String activeKeyId();

    /**
     * Returns the ids of all keys that open, the active one included.
     *
     * @return the ids, which are no secret
     */
    Set<String> keyIds();

    /**
     * Starts a seal.
     *
     * @param clock decides what has expired
     * @param random draws nonces; give a {@link java.security.SecureRandom} outside tests
     * @return a builder
     */
    static Builder builder(Clock clock, RandomGenerator random) {
        return new Builder(clock, random);
    }

    /** Collects the keys of a {@link ProofSeal}. Not thread-safe. */
    final class Builder {
        private static final Pattern KEY_ID = Pattern.compile("[A-Za-z0-9._-]{1,32}");
        private static final int KEY_SIZE = 32;

        private final Clock clock;
        private final RandomGenerator random;
        private final Map<String, SecretBytes> keys = new LinkedHashMap<>();
        private @Nullable String activeKeyId;

        private Builder(Clock clock, RandomGenerator random) {
            this.clock = clock;
            this.random = random;
        }

        /**
         * Sets the key that seals, and opens what it sealed.
         *
         * @param id 1 to 32 of {@code A-Z a-z 0-9 . _ -}, never used for another key; it is readable in the sealed text
         * @param key 32 random bytes
         * @return this builder
         * @throws ConfigurationException {@code SEAL_KEY_ID} or {@code SEAL_KEY_SIZE}
         */
        public Builder activeKey(String id, SecretBytes key) {
            if (activeKeyId != null) {
                throw new ConfigurationException(
                        "SEAL_KEY_ID", "A seal has one active key; add the others with olderKey");
            }
            add(id, key);
            activeKeyId = id;
            return this;
        }

        /**
         * Adds a key that only opens what was sealed with it before.
         *
         * @param id the id under which it sealed
         * @param key its 32 bytes
         * @return this builder
         * @throws ConfigurationException {@code SEAL_KEY_ID} or {@code SEAL_KEY_SIZE}
         */
        public Builder olderKey(String id, SecretBytes key) {
            add(id, key);
            return this;
        }

        private void add(String id, SecretBytes key) {
            if (!KEY_ID.matcher(id).matches()) {
                throw new ConfigurationException(
                        "SEAL_KEY_ID", "A key id is 1 to 32 characters of A-Z, a-z, 0-9, '.', '_', '-'");
            }
            if (key.size() != KEY_SIZE) {
                throw new ConfigurationException(
                        "SEAL_KEY_SIZE", "A sealing key has 32 bytes; make one with SecretBytes.random(32, …)");
            }
            if (keys.putIfAbsent(id, key) != null) {
                throw new ConfigurationException("SEAL_KEY_ID", "Two sealing keys have the id " + id);
            }
        }

        /**
         * Builds the seal and copies the keys.
         *
         * @return the seal
         * @throws ConfigurationException {@code SEAL_KEY_MISSING} without an active key
         */
        public ProofSeal build() {
            if (activeKeyId == null) {
                throw new ConfigurationException("SEAL_KEY_MISSING", "A seal needs one activeKey");
            }
            return new AeadProofSeal(clock, random, activeKeyId, keys);
        }
    }
}
