package dev.eresident.core.signature;

import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.security.SignatureSpi;
import java.security.spec.AlgorithmParameterSpec;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** Verifies with the JDK's own provider and counts: what reaches it is every signature value whose form was right. */
final class CountingProvider extends Provider {
    private static final long serialVersionUID = 1L;

    @SuppressWarnings("serial")
    private final transient AtomicLong verifications = new AtomicLong();

    CountingProvider() {
        super("Counting", "1", "counts verifications");
        for (String digest : List.of("SHA1", "SHA224", "SHA256", "SHA384", "SHA512", "NONE")) {
            offer(digest + "withECDSA");
            offer(digest + "withRSA");
        }
        offer("RSASSA-PSS");
    }

    private void offer(String algorithm) {
        putService(new Service(this, "Signature", algorithm, Counted.class.getName(), null, null) {
            @Override
            public Object newInstance(@Nullable Object parameter) throws NoSuchAlgorithmException {
                return new Counted(Signature.getInstance(algorithm), verifications);
            }
        });
    }

    long verifications() {
        return verifications.get();
    }

    private static final class Counted extends SignatureSpi {
        private final Signature jdk;
        private final AtomicLong count;

        Counted(Signature jdk, AtomicLong count) {
            this.jdk = jdk;
            this.count = count;
        }

        @Override
        protected void engineInitVerify(PublicKey key) throws InvalidKeyException {
            jdk.initVerify(key);
        }

        @Override
        protected void engineUpdate(byte b) throws SignatureException {
            jdk.update(b);
        }

        @Override
        protected void engineUpdate(byte[] bytes, int from, int length) throws SignatureException {
            jdk.update(bytes, from, length);
        }

        @Override
        protected boolean engineVerify(byte[] value) throws SignatureException {
            count.incrementAndGet();
            return jdk.verify(value);
        }

        @Override
        protected void engineSetParameter(AlgorithmParameterSpec parameters) {
            try {
                jdk.setParameter(parameters);
            } catch (GeneralSecurityException e) {
                throw new IllegalArgumentException(e);
            }
        }

        @Override
        protected void engineInitSign(PrivateKey key) {
            throw new UnsupportedOperationException("verifies only");
        }

        @Override
        protected byte[] engineSign() {
            throw new UnsupportedOperationException("verifies only");
        }

        @Deprecated
        @Override
        protected void engineSetParameter(String name, Object value) {
            throw new UnsupportedOperationException("of old");
        }

        @Deprecated
        @Override
        protected Object engineGetParameter(String name) {
            throw new UnsupportedOperationException("of old");
        }
    }
}
