package dev.eresident.core.transport;

import dev.eresident.core.ConfigurationException;
import java.security.MessageDigest;
import java.security.cert.Certificate;
import java.security.cert.CertificateEncodingException;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.HostnameVerifier;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;
import javax.net.ssl.X509TrustManager;

/** Trusts exactly the given server certificates, and for that reason any host name with them. Immutable and thread-safe. */
final class PinnedPeer implements X509TrustManager, HostnameVerifier {
    private final List<byte[]> pins;

    private PinnedPeer(List<byte[]> pins) {
        this.pins = pins;
    }

    static PinnedPeer of(X509Certificate... certificates) {
        List<byte[]> pins = new ArrayList<>();
        try {
            for (X509Certificate certificate : certificates) {
                pins.add(certificate.getEncoded());
            }
        } catch (CertificateEncodingException e) {
            throw new ConfigurationException("TLS_PIN_UNREADABLE", "A pinned certificate has no encoded form", e);
        }
        if (pins.isEmpty()) {
            throw new ConfigurationException("TLS_PIN_MISSING", "Pinning needs at least one certificate");
        }
        return new PinnedPeer(pins);
    }

    private boolean isPinned(Certificate peer) {
        try {
            byte[] shown = peer.getEncoded();
            return pins.stream().anyMatch(pin -> MessageDigest.isEqual(pin, shown));
        } catch (CertificateEncodingException e) {
            return false;
        }
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType) throws CertificateException {
        if (chain.length == 0 || !isPinned(chain[0])) {
            throw new CertificateException("The server's certificate is not one of the pinned ones");
        }
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType) throws CertificateException {
        throw new CertificateException("Pins are for servers");
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return new X509Certificate[0];
    }

    @Override
    public boolean verify(String host, SSLSession session) {
        try {
            return isPinned(session.getPeerCertificates()[0]);
        } catch (SSLPeerUnverifiedException e) {
            return false;
        }
    }
}
