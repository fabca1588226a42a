package dev.eresident.auth.webeid;

import dev.eresident.core.internal.crypto.DigestAlgorithm;
import dev.eresident.core.internal.crypto.SignatureAlgorithm;
import dev.eresident.core.signature.create.SigningAlgorithm;
import java.security.PublicKey;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.util.Objects;
import java.util.Optional;

/**
 * With what a card signs, in the words of Web eID (reference §1.2). Not every combination makes sense: see {@link
 * SigningCertificate#negotiate()}.
 *
 * @param crypto the kind of key
 * @param hash what is signed is a digest by it
 * @param padding only for RSA
 */
public record CardAlgorithm(Crypto crypto, Hash hash, Padding padding) {
    /** Refuses null. */
    public CardAlgorithm {
        Objects.requireNonNull(crypto, "crypto");
        Objects.requireNonNull(hash, "hash");
        Objects.requireNonNull(padding, "padding");
    }

    /** The kinds of keys. */
    public enum Crypto {
        /** Elliptic curves: the value is raw r‖s. */
        ECC,
        /** RSA: the value is as long as the modulus. */
        RSA
    }

    /** The hash functions. */
    public enum Hash {
        /** SHA-224; never chosen by {@link SigningCertificate#negotiate()}. */
        SHA_224("SHA-224", 28),
        /** SHA-256. */
        SHA_256("SHA-256", 32),
        /** SHA-384. */
        SHA_384("SHA-384", 48),
        /** SHA-512. */
        SHA_512("SHA-512", 64),
        /** SHA3-224; known, but not supported by this SDK. */
        SHA3_224("SHA3-224", 28),
        /** SHA3-256. */
        SHA3_256("SHA3-256", 32),
        /** SHA3-384. */
        SHA3_384("SHA3-384", 48),
        /** SHA3-512. */
        SHA3_512("SHA3-512", 64);

        private final String wireName;
        private final int length;

        Hash(String wireName, int length) {
            this.wireName = wireName;
            this.length = length;
        }

        /**
         * Returns the name in the protocol, which is also the JDK's.
         *
         * @return for example {@code SHA-384}
         */
        public String wireName() {
            return wireName;
        }

        /**
         * Returns the length of a digest.
         *
         * @return bytes
         */
        public int length() {
            return length;
        }
    }

    /** The paddings. */
    public enum Padding {
        /** For elliptic curves. */
        NONE("NONE"),
        /** RSASSA-PKCS1-v1_5. */
        PKCS1("PKCS1.5"),
        /** RSASSA-PSS with MGF1 of the same hash and a salt as long as the hash. */
        PSS("PSS");

        private final String wireName;

        Padding(String wireName) {
            this.wireName = wireName;
        }

        /**
         * Returns the name in the protocol.
         *
         * @return for example {@code PKCS1.5}
         */
        public String wireName() {
            return wireName;
        }
    }

    /** The algorithm of these words, compared exactly; empty if one of them is not of the specification. */
    static Optional<CardAlgorithm> of(CardLists.Words words) {
        for (Crypto crypto : Crypto.values()) {
            for (Hash hash : Hash.values()) {
                for (Padding padding : Padding.values()) {
                    if (crypto.name().equals(words.cryptoAlgorithm())
                            && hash.wireName.equals(words.hashFunction())
                            && padding.wireName.equals(words.paddingScheme())) {
                        return Optional.of(new CardAlgorithm(crypto, hash, padding));
                    }
                }
            }
        }
        return Optional.empty();
    }

    /** What to verify with; empty for a hash that the SDK does not have and for a padding that does not go with the key. */
    Optional<SignatureAlgorithm> signature() {
        return family().flatMap(family ->
                DigestAlgorithm.byJcaName(hash.wireName).map(digest -> new SignatureAlgorithm(family, digest)));
    }

    /**
     * Returns the same in the words that all ways of signing share.
     *
     * @return the algorithm; empty for one with which no new signature should begin
     */
    public Optional<SigningAlgorithm> signing() {
        return family().map(family -> switch (family) {
                    case ECDSA -> SigningAlgorithm.Scheme.ECDSA;
                    case RSA_PSS -> SigningAlgorithm.Scheme.RSA_PSS;
                    case RSA_PKCS1 -> SigningAlgorithm.Scheme.RSA_PKCS1;
                })
                .flatMap(scheme -> SigningAlgorithm.of(scheme, hash.wireName));
    }

    private Optional<SignatureAlgorithm.Family> family() {
        if (crypto == Crypto.ECC) {
            return padding == Padding.NONE ? Optional.of(SignatureAlgorithm.Family.ECDSA) : Optional.empty();
        }
        return switch (padding) {
            case NONE -> Optional.empty();
            case PKCS1 -> Optional.of(SignatureAlgorithm.Family.RSA_PKCS1);
            case PSS -> Optional.of(SignatureAlgorithm.Family.RSA_PSS);
        };
    }

    boolean fits(PublicKey key) {
        return signature().isPresent()
                && (crypto == Crypto.ECC ? key instanceof ECPublicKey : key instanceof RSAPublicKey);
    }
}
