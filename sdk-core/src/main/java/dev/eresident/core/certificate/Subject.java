package dev.eresident.core.certificate;

import java.util.Optional;
import java.util.Set;

/**
 * The attributes of an X.500 name that matter for eID, without surrounding blanks; an empty attribute counts as absent.
 *
 * @param commonName CN, for cards {@code SURNAME,GIVEN,CODE}
 * @param givenName GN
 * @param surname SN
 * @param serialNumber the X.520 attribute as written: {@code PNOEE-…}, in legacy certificates the bare code; absent when two different ones are given
 * @param country C, two letters
 * @param organization O
 * @param organizationalUnit OU
 * @param organizationIdentifier 2.5.4.97 of EN 319 412-1 §5.1.4, for example {@code NTREE-10747013}
 */
public record Subject(
        Optional<String> commonName,
        Optional<String> givenName,
        Optional<String> surname,
        Optional<String> serialNumber,
        Optional<String> country,
        Optional<String> organization,
        Optional<String> organizationalUnit,
        Optional<String> organizationIdentifier) {
    private static final Set<String> NATURAL_PERSON_TYPES = Set.of("PAS", "IDC", "PNO", "TAX", "TIN");

    /**
     * Returns the person's code: the serial number without its prefix of EN 319 412-1 §5.1.3, for example {@code 38001085718} for {@code PNOEE-38001085718}.
     *
     * @return the code; the whole serial number where it has no such prefix, as in legacy certificates; empty without a serial number
     */
    public Optional<String> identityCode() {
        return serialNumber.map(value -> hasPrefix(value) ? value.substring(6) : value);
    }

    private static boolean hasPrefix(String value) {
        return value.length() > 6
                && value.charAt(5) == '-'
                && (value.charAt(2) == ':' || NATURAL_PERSON_TYPES.contains(value.substring(0, 3)));
    }

    /** Shows nothing: every attribute may name a person. */
    @Override
    public String toString() {
        return "Subject[redacted]";
    }
}
