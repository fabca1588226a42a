package dev.eresident.sandbox.fault;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.cert.X509Certificate;
import java.util.HexFormat;
import java.util.Optional;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509KeyManager;
import javax.net.ssl.X509TrustManager;

/** Sockets that speak TLS 1.2 and ask clients for a certificate, as a security server does: any is let in, or none. */
final class TlsSockets {
    private TlsSockets() {}

    static ServerSocket unbound(X509KeyManager serverKey) throws IOException {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(new KeyManager[] {serverKey}, new TrustManager[] {new AnyClient()}, null);
            SSLServerSocket socket =
                    (SSLServerSocket) context.getServerSocketFactory().createServerSocket();
            socket.setEnabledProtocols(new String[] {"TLSv1.2"});
            socket.setWantClientAuth(true);
            return socket;
        } catch (GeneralSecurityException e) {
            throw new IOException("The sandbox cannot speak TLS with its own key", e);
        }
    }

    /** The SHA-256 of the certificate that the client showed, in lower-case hex. */
    static Optional<String> clientCertificate(Socket socket) throws IOException {
        if (!(socket instanceof SSLSocket tls)) {
            return Optional.empty();
        }
        tls.startHandshake();
        try {
            byte[] shown = tls.getSession().getPeerCertificates()[0].getEncoded();
            return Optional.of(HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(shown)));
        } catch (SSLPeerUnverifiedException e) {
            return Optional.empty();
        } catch (GeneralSecurityException e) {
            throw new IOException("The certificate of the client cannot be read", e);
        }
    }

    /** That the client holds the key is proven by the handshake; whose it is, the service decides. */
    private static final class AnyClient implements X509TrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String authType) {
            // The service compares the certificate with the registered ones.
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String authType) {
            throw new IllegalStateException("This side is the server");
        }

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
