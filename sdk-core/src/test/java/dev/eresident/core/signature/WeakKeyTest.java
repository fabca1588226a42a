package dev.eresident.core.signature;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.spec.RSAKeyGenParameterSpec;
import java.security.spec.RSAPrivateKeySpec;
import java.security.spec.RSAPublicKeySpec;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Signatures that verify, by keys that others may have computed. The documents are DDOC, whose years the weak keys are of; the rule is the same for all formats. */
class WeakKeyTest {
    private static final DdocPki PKI = DdocPki.shared();
    private static final BigInteger F4 = BigInteger.valueOf(65537);

    /** Midnight in Tallinn after 2017-11-03, when the cards were suspended. */
    private static final Instant SUSPENSION = Instant.parse("2017-11-03T22:00:00Z");

    private static CheckReport signedAt(DdocPki.Holder signer, Instant answered) {
        DdocMaker maker = DdocMaker.usual();
        maker.signer = signer;
        maker.keyOf = signer;
        maker.aboutWhom = signer;
        maker.answered = answered;
        return PKI.checker().check("contract.ddoc", DdocMaker.utf8(maker.build()));
    }

    private static List<Finding> findings(CheckReport report, FindingCode code) {
        return report.signatures().get(0).findings().stream()
                .filter(f -> f.code() == code)
                .toList();
    }

    @Test
    void whenTheKeyHasTheRocaWeakness_thenOnlyWhatIsProvenFromBeforeTheSuspensionIsValid() {
        DdocPki.Holder weak = PKI.person("ROCA", roca());

        CheckReport before = signedAt(weak, SUSPENSION.minusSeconds(1));
        assertThat(before.verdict()).as(before.toJson("x")).isEqualTo(Verdict.VALID);
        assertThat(findings(before, FindingCode.ROCA_KEY))
                .extracting(Finding::severity)
                .containsExactly(Finding.Severity.WARNING);

        CheckReport after = signedAt(weak, SUSPENSION);
        assertThat(after.verdict()).isEqualTo(Verdict.INDETERMINATE);
        assertThat(after.signatures().get(0).code()).contains(FindingCode.CRYPTO_CONSTRAINTS_FAILURE_NO_POE);
        assertThat(findings(after, FindingCode.ROCA_KEY))
                .extracting(Finding::severity)
                .containsExactly(Finding.Severity.ERROR);

        assertThat(signedAt(PKI.signer, SUSPENSION).verdict()).isEqualTo(Verdict.VALID);
    }

    @Test
    void whenTheExponentIsSmall_thenAWarning() throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(new RSAKeyGenParameterSpec(2048, RSAKeyGenParameterSpec.F0));
        DdocPki.Holder small = PKI.person("THREE", generator.generateKeyPair());

        CheckReport report = signedAt(small, DdocMaker.ANSWERED);

        assertThat(report.verdict()).as(report.toJson("x")).isEqualTo(Verdict.VALID);
        assertThat(findings(report, FindingCode.WEAK_KEY))
                .singleElement()
                .satisfies(f -> assertThat(f.text()).contains("exponent"));
        assertThat(findings(signedAt(PKI.signer, DdocMaker.ANSWERED), FindingCode.WEAK_KEY))
                .isEmpty();
    }

    /** Factors k·M + (65537^a mod M), where M is the product of the first 39 primes (Nemec et al. 2017, §2.1). */
    private static KeyPair roca() {
        Random random = new Random(2017);
        BigInteger p = factor(random);
        BigInteger q = factor(random);
        BigInteger modulus = p.multiply(q);
        BigInteger phi = p.subtract(BigInteger.ONE).multiply(q.subtract(BigInteger.ONE));
        try {
            KeyFactory factory = KeyFactory.getInstance("RSA");
            return new KeyPair(
                    factory.generatePublic(new RSAPublicKeySpec(modulus, F4)),
                    factory.generatePrivate(new RSAPrivateKeySpec(modulus, F4.modInverse(phi))));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static BigInteger factor(Random random) {
        BigInteger product = BigInteger.ONE;
        BigInteger prime = BigInteger.TWO;
        for (int i = 0; i < 39; i++) {
            product = product.multiply(prime);
            prime = prime.nextProbablePrime();
        }
        BigInteger power = F4.modPow(new BigInteger(62, random), product);
        // The two highest bits are set, so that the modulus has 2048.
        BigInteger start = BigInteger.valueOf(3)
                .shiftLeft(1022)
                .add(new BigInteger(1000, random))
                .divide(product);
        for (BigInteger k = start; ; k = k.add(BigInteger.ONE)) {
            BigInteger candidate = k.multiply(product).add(power);
            if (candidate.isProbablePrime(40) && candidate.mod(F4).compareTo(BigInteger.ONE) > 0) {
                return candidate;
            }
        }
    }
}
