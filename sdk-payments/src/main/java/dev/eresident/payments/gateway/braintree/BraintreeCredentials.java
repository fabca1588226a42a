package dev.eresident.payments.gateway.braintree;

import dev.eresident.core.ConfigurationException;
import dev.eresident.core.SecretBytes;
import java.util.Objects;
import java.util.regex.Pattern;

/**
 * Who we are to Braintree. The text form shows the merchant id only.
 *
 * <p>The constructor throws a {@link ConfigurationException} {@code BRAINTREE_CREDENTIALS} for other forms.
 *
 * @param merchantId 1 to 64 letters, digits, {@code _} and {@code -}
 * @param publicKey likewise
 * @param privateKey its characters in ASCII; stays the caller's, who closes it after the gateway's last use
 */
public record BraintreeCredentials(String merchantId, String publicKey, SecretBytes privateKey) {
    private static final Pattern FORM = Pattern.compile("[A-Za-z0-9_-]{1,64}");

    public BraintreeCredentials {
        Objects.requireNonNull(privateKey, "privateKey");
        if (!FORM.matcher(merchantId).matches() || !FORM.matcher(publicKey).matches() || privateKey.size() == 0) {
            throw new ConfigurationException(
                    "BRAINTREE_CREDENTIALS",
                    "Braintree's merchant id and public key are letters and digits, and the private key is not empty;"
                            + " copy them from the control panel");
        }
    }

    /** Shows the merchant id. */
    @Override
    public String toString() {
        return "BraintreeCredentials[" + merchantId + ", redacted]";
    }
}
