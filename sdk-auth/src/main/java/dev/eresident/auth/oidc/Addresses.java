package dev.eresident.auth.oidc;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;
import java.util.Set;

/** Which addresses may be used: https, and for tests http to this machine. */
final class Addresses {
    private static final int LONGEST = 2048;
    private static final Set<String> LOOPBACK = Set.of("127.0.0.1", "[::1]", "localhost");

    private Addresses() {}

    /** Reads an address, without judging it. */
    static Optional<URI> parse(String text) {
        if (text.length() > LONGEST) {
            return Optional.empty();
        }
        try {
            URI uri = new URI(text);
            return uri.getHost() == null || uri.getScheme() == null ? Optional.empty() : Optional.of(uri);
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
    }

    static boolean usable(URI uri) {
        boolean secure = "https".equals(uri.getScheme())
                || ("http".equals(uri.getScheme()) && uri.getHost() != null && LOOPBACK.contains(uri.getHost()));
        return secure && uri.getHost() != null && uri.getRawUserInfo() == null && uri.getRawFragment() == null;
    }

    /** Reads an address that may be used. */
    static Optional<URI> usable(String text) {
        return parse(text).filter(Addresses::usable);
    }
}
