package dev.eresident.auth.smartid;

import dev.eresident.core.ConfigurationException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

/**
 * Who asks, as the contract with SK says. All of it is compared byte by byte when an answer is verified.
 *
 * @param uuid the registered id, in lower case
 * @param name the registered name: 1 to 32 bytes in UTF-8
 * @param brokeredName for a broker: in whose name it asks; usually empty
 * @param schemeName {@code smart-id} for the live service, {@code smart-id-demo} for the demo
 */
public record SmartIdRelyingParty(String uuid, String name, Optional<String> brokeredName, String schemeName) {
    private static final int LONGEST_NAME = 32;

    /**
     * Checks the parts.
     *
     * @throws ConfigurationException {@code RELYING_PARTY_INVALID}
     */
    public SmartIdRelyingParty {
        Objects.requireNonNull(brokeredName, "brokeredName");
        boolean uuidFits;
        try {
            uuidFits = UUID.fromString(uuid).toString().equals(uuid);
        } catch (IllegalArgumentException e) {
            uuidFits = false;
        }
        if (!uuidFits) {
            throw new ConfigurationException(
                    "RELYING_PARTY_INVALID", "The relying party's id must be a lower-case UUID");
        }
        if (name.isBlank() || name.getBytes(StandardCharsets.UTF_8).length > LONGEST_NAME) {
            throw new ConfigurationException(
                    "RELYING_PARTY_INVALID", "The relying party's name must have 1 to 32 bytes in UTF-8");
        }
        if (!schemeName.matches("[a-z0-9-]{1,64}")) {
            throw new ConfigurationException(
                    "RELYING_PARTY_INVALID", "The scheme name is smart-id, or smart-id-demo for the demo service");
        }
    }

    /** Name and broker as they enter what is signed. */
    String encodedNames() {
        return base64(name) + "|"
                + brokeredName.map(SmartIdRelyingParty::base64).orElse("");
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
