package dev.eresident.core.internal.crypto;

import java.math.BigInteger;

/**
 * The fingerprint test for RSA keys of the Infineon library (CVE-2017-15361, "ROCA"): modulo each small prime, such a modulus lies in the subgroup
 * that 65537 generates. A strong key passes for one with a probability of 2<sup>-27.8</sup>.
 */
public final class RocaCheck {
    private static final int[] PRIMES = {11, 13, 17, 19, 37, 53, 61, 71, 73, 79, 97, 103, 107, 109, 127, 151, 157};
    private static final BigInteger PRODUCT = product();
    private static final boolean[][] SUBGROUPS = subgroups();

    private RocaCheck() {}

    /**
     * Tells whether a modulus has the fingerprint.
     *
     * @param modulus of an RSA key
     * @return true if all 17 residues fit
     */
    public static boolean isVulnerable(BigInteger modulus) {
        if (modulus.signum() <= 0) {
            return false;
        }
        BigInteger reduced = modulus.mod(PRODUCT);
        for (int i = 0; i < PRIMES.length; i++) {
            if (!SUBGROUPS[i][reduced.mod(BigInteger.valueOf(PRIMES[i])).intValue()]) {
                return false;
            }
        }
        return true;
    }

    private static BigInteger product() {
        BigInteger product = BigInteger.ONE;
        for (int prime : PRIMES) {
            product = product.multiply(BigInteger.valueOf(prime));
        }
        return product;
    }

    private static boolean[][] subgroups() {
        boolean[][] subgroups = new boolean[PRIMES.length][];
        for (int i = 0; i < PRIMES.length; i++) {
            int prime = PRIMES[i];
            boolean[] members = new boolean[prime];
            for (int element = 1; !members[element]; element = element * 65537 % prime) {
                members[element] = true;
            }
            subgroups[i] = members;
        }
        return subgroups;
    }
}
