package dev.eresident.core.revocation;

import dev.eresident.core.certificate.Certificate;
import dev.eresident.core.transport.Transport;
import dev.eresident.core.trust.TrustPolicy;
import java.net.URI;
import java.time.Clock;
import java.util.random.RandomGenerator;

/** Asks an OCSP responder about a certificate. Immutable, thread-safe; share one. */
public final class OcspClient {
    private OcspClient() {}

    /** Starts a builder with the required inputs. */
    public static Builder builder(Transport transport, TrustPolicy policy, Clock clock, RandomGenerator random) {
        throw new UnsupportedOperationException("contract " + transport + policy + clock + random);
    }

    /**
     * Asks and judges. Address: the designated URI when set, otherwise the certificate's AIA.
     * Throws TransportException (network, time-out), ServiceException (HTTP status other than 200, OCSP response status), ProtocolException (not OCSP).
     */
    public OcspStatus ask(Certificate subject, Certificate issuer) {
        throw new UnsupportedOperationException("contract " + subject + issuer);
    }

    /** Collects settings; not thread-safe. */
    public static final class Builder {
        private Builder() {}

        public Builder rules(OcspRules rules) {
            throw new UnsupportedOperationException("contract " + rules);
        }

        /** Instead of the AIA of the certificate. */
        public Builder responder(URI uri) {
            throw new UnsupportedOperationException("contract " + uri);
        }

        /** Responders that never return a nonce: presence is not required there. */
        public Builder withoutNonceAt(URI uri) {
            throw new UnsupportedOperationException("contract " + uri);
        }

        /** Time-out of the whole call; default 5 s. */
        public Builder timeout(java.time.Duration timeout) {
            throw new UnsupportedOperationException("contract " + timeout);
        }

        public OcspClient build() {
            throw new UnsupportedOperationException("contract");
        }
    }
}
