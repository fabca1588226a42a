package dev.eresident.payments.gateway.braintree;

import dev.eresident.core.ConfigurationException;
import java.net.URI;
import java.util.Set;

/**
 * Where Braintree is spoken to.
 *
 * <p>The constructor throws a {@link ConfigurationException} {@code BRAINTREE_ENDPOINT} for anything but an {@code https} address of a
 * host; plain {@code http} is allowed to the loopback addresses only, because the credentials travel with each request.
 *
 * @param base scheme, host and port, without path and query
 */
public record BraintreeEndpoint(URI base) {
    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

    public BraintreeEndpoint {
        String scheme = base.getScheme();
        String host = base.getHost();
        boolean bare = (base.getRawPath() == null || base.getRawPath().isEmpty())
                && base.getRawQuery() == null
                && base.getRawFragment() == null
                && base.getRawUserInfo() == null;
        boolean safe = "https".equals(scheme) || ("http".equals(scheme) && host != null && LOOPBACK.contains(host));
        if (host == null || !bare || !safe) {
            throw new ConfigurationException(
                    "BRAINTREE_ENDPOINT",
                    "Braintree's address must be https://host[:port] without a path; http only for this machine");
        }
    }

    /**
     * Returns the address where real money moves.
     *
     * @return {@code https://api.braintreegateway.com:443}
     */
    public static BraintreeEndpoint production() {
        return at(URI.create("https://api.braintreegateway.com:443"));
    }

    /**
     * Returns the address of Braintree's own sandbox.
     *
     * @return {@code https://api.sandbox.braintreegateway.com:443}
     */
    public static BraintreeEndpoint sandbox() {
        return at(URI.create("https://api.sandbox.braintreegateway.com:443"));
    }

    /**
     * Uses another address.
     *
     * @param base see the record
     * @return the endpoint
     * @throws ConfigurationException {@code BRAINTREE_ENDPOINT}
     */
    public static BraintreeEndpoint at(URI base) {
        return new BraintreeEndpoint(base);
    }

    URI resolve(String path) {
        return URI.create(base + path);
    }
}
