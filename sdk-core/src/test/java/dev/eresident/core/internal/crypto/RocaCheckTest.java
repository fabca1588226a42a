package dev.eresident.core.internal.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RocaCheckTest {
    /** Product of the first 39 primes: the M of 512-bit keys in the paper. */
    private static BigInteger product() {
        BigInteger product = BigInteger.ONE;
        BigInteger prime = BigInteger.TWO;
        for (int i = 0; i < 39; i++) {
            product = product.multiply(prime);
            prime = prime.nextProbablePrime();
        }
        return product;
    }

    private static BigInteger weakFactor(Random random, BigInteger product) {
        BigInteger power = BigInteger.valueOf(65537).modPow(new BigInteger(64, random), product);
        return new BigInteger(800, random).multiply(product).add(power);
    }

    @Test
    void whenFactorsHaveTheStructure_thenVulnerable() {
        Random random = new Random(1);
        BigInteger product = product();
        for (int i = 0; i < 50; i++) {
            BigInteger modulus = weakFactor(random, product).multiply(weakFactor(random, product));
            assertThat(RocaCheck.isVulnerable(modulus)).isTrue();
        }
    }

    @Test
    void whenOneResidueIsWrong_thenNotVulnerable() {
        BigInteger product = product();
        BigInteger modulus = weakFactor(new Random(2), product);
        // Adding M/11 changes the residue modulo 11 only; of ten shifts, one leads to zero, which no subgroup has.
        BigInteger step = product.divide(BigInteger.valueOf(11));
        long refused = IntStream.range(1, 11)
                .filter(i -> !RocaCheck.isVulnerable(modulus.add(step.multiply(BigInteger.valueOf(i)))))
                .count();
        assertThat(refused).isPositive();
    }

    @Test
    void whenRandom_thenNotVulnerable() {
        Random random = new Random(3);
        for (int i = 0; i < 2000; i++) {
            assertThat(RocaCheck.isVulnerable(
                            new BigInteger(2048, random).setBit(2047).setBit(0)))
                    .isFalse();
        }
    }

    @Test
    void whenNotPositive_thenNotVulnerable() {
        assertThat(RocaCheck.isVulnerable(BigInteger.ZERO)).isFalse();
        assertThat(RocaCheck.isVulnerable(BigInteger.ONE.negate())).isFalse();
    }
}
