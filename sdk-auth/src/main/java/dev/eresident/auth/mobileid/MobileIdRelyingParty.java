package dev.eresident.auth.mobileid;

import dev.eresident.core.ConfigurationException;
import java.util.UUID;

/**
 * Who asks, as the contract with SK says. The demo service has another id than that of Smart-ID.
 *
 * @param uuid the registered id, in lower case: the service compares it by case
 * @param name the registered name: 1 to 100 characters
 */
public record MobileIdRelyingParty(String uuid, String name) {
    private static final int LONGEST_NAME = 100;

    /**
     * Checks the parts.
     *
     * @throws ConfigurationException {@code RELYING_PARTY_INVALID}
     */
    public MobileIdRelyingParty {
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
        if (name.isBlank() || name.length() > LONGEST_NAME) {
            throw new ConfigurationException(
                    "RELYING_PARTY_INVALID", "The relying party's name must have 1 to 100 characters");
        }
    }
}
