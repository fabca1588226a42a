package dev.eresident.sandbox.pki;

import java.math.BigInteger;
import java.security.KeyPair;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.util.HashSet;
import java.util.Set;

/** Issues certificates with keys and serial numbers from the seed, and remembers which. For one thread at a time. */
final class Issuance {
    private final long seed;
    private final Set<String> issued = new HashSet<>();
    private int counter;

    Issuance(long seed) {
        this.seed = seed;
    }

    Credential issue(CertificateSpec spec) {
        String label = spec.label == null ? "issued/" + counter++ : spec.label;
        SecureRandom random = random("sign/" + label);
        KeyPair keys = Keys.generate(spec.keyType, random("key/" + label));
        BigInteger serial = spec.serialNumber == null
                ? new BigInteger(126, random("serial/" + label)).setBit(126)
                : spec.serialNumber;
        Authority issuer = spec.issuer;
        X509Certificate certificate =
                CertificateWriter.write(spec, keys, serial, issuer == null ? null : issuer.credential());
        if (issuer != null) {
            issued.add(issuer.id() + "/" + serial);
        }
        return new Credential(certificate, keys, spec.keyType, random);
    }

    boolean isIssued(Authority authority, BigInteger serialNumber) {
        return issued.contains(authority.id() + "/" + serialNumber);
    }

    SecureRandom random(String label) {
        return new SeededRandom(seed, label);
    }
}
