package dev.eresident.core.id;

import dev.eresident.core.ProtocolException;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * An international bank account number (ISO 13616) in electronic form: upper case, no spaces.
 *
 * <p>Parsing checks characters, country, length and the country's structure by the IBAN registry; {@link #checksum()} judges the
 * check digits. Account data: {@link #toString()} shows the first and last four characters only. The constructor checks as
 * {@link #parse} does.
 *
 * @param text the electronic form
 */
public record Iban(String text) {
    private static final Pattern CHARACTERS = Pattern.compile("[A-Z]{2}[0-9]{2}[A-Z0-9]{1,30}");
    private static final Pattern PART = Pattern.compile("([0-9]{1,2})([nac])");

    /** Countries with the structure of what follows the check digits: n digits, a letters, c both. */
    private static final String REGISTRY =
            "AD8n12c AE19n AL8n16c AT16n AZ4a20c BA16n BE12n BG4a6n8c BH4a14c BI23n BR23n1a1c BY4c4n16c "
                    + "CH5n12c CR18n CY8n16c CZ20n DE18n DJ23n DK14n DO4c20n EE16n EG25n ES20n FI14n FK2a12n FO14n "
                    + "FR10n11c2n GB4a14n GE2a16n GI4a15c GL14n GR7n16c GT24c HN4a20n HR17n HU24n IE4a14n IL19n "
                    + "IQ4a15n IS22n IT1a10n12c JO4a4n18c KW4a22c KZ3n13c LB4n20c LC4a24c LI5n12c LT16n LU3n13c "
                    + "LV4a13c LY21n MC10n11c2n MD20c ME18n MK3n10c2n MN16n MR23n MT4a5n18c MU4a19n3a NI4a20n NL4a10n "
                    + "NO11n OM3n16c PK4a16c PL24n PS4a21c PT21n QA4a21c RO4a16c RS18n RU14n15c SA2n18c SC4a20n3a "
                    + "SD14n SE20n SI15n SK20n SM1a10n12c SO19n ST21n SV4a20n TL19n TN20n TR6n16c UA6n19c VA18n "
                    + "VG4a16n XK16n YE4a4n18c";

    private static final Map<String, Structure> STRUCTURES = Arrays.stream(REGISTRY.split(" "))
            .collect(Collectors.toUnmodifiableMap(row -> row.substring(0, 2), row -> Structure.of(row.substring(2))));

    private record Structure(int length, Pattern pattern) {
        static Structure of(String parts) {
            StringBuilder pattern = new StringBuilder();
            int length = 4;
            Matcher part = PART.matcher(parts);
            while (part.find()) {
                String characters = switch (part.group(2)) {
                    case "n" -> "[0-9]";
                    case "a" -> "[A-Z]";
                    default -> "[A-Z0-9]";
                };
                pattern.append(characters).append('{').append(part.group(1)).append('}');
                length += Integer.parseInt(part.group(1));
            }
            return new Structure(length, Pattern.compile(pattern.toString()));
        }
    }

    public Iban {
        if (!CHARACTERS.matcher(text).matches()) {
            throw new ProtocolException(
                    "IBAN_CHARACTERS",
                    "An IBAN is two letters, two digits and up to 30 letters or digits, in upper case without spaces");
        }
        Structure structure = STRUCTURES.get(text.substring(0, 2));
        if (structure == null) {
            throw new ProtocolException("IBAN_COUNTRY", "The country of the IBAN is not in the IBAN registry");
        }
        if (text.length() != structure.length) {
            throw new ProtocolException(
                    "IBAN_LENGTH", "An IBAN of this country has " + structure.length + " characters");
        }
        if (!structure.pattern.matcher(text.substring(4)).matches()) {
            throw new ProtocolException(
                    "IBAN_STRUCTURE", "The account number in the IBAN has not the structure of its country");
        }
    }

    /**
     * Parses the electronic form without checksum verdict.
     *
     * @param text upper case, no spaces
     * @return the IBAN
     * @throws ProtocolException {@code IBAN_CHARACTERS}, {@code IBAN_COUNTRY}, {@code IBAN_LENGTH}, {@code IBAN_STRUCTURE}
     */
    public static Iban parse(String text) {
        return new Iban(text);
    }

    /**
     * Parses as {@link #parse} does. An IBAN that is there has the right form only: ask {@link #isValid()} before relying on it.
     *
     * @param text any text; the printed form with spaces is none, see {@link #parsePrinted}
     * @return the IBAN, empty if the text is none
     */
    public static Optional<Iban> tryParse(String text) {
        return CheckDigits.attempt(text, Iban::parse);
    }

    /**
     * Parses what a person typed: spaces between the groups are left out before {@link #parse}. Lower case stays refused.
     *
     * @param text the printed form, for example in groups of four
     * @return the IBAN
     * @throws ProtocolException as {@link #parse}
     */
    public static Iban parsePrinted(String text) {
        return new Iban(text.replace(" ", ""));
    }

    /**
     * Judges the check digits by ISO 7064 MOD 97-10.
     *
     * @return the verdict
     */
    public Checksum checksum() {
        return Checksum.of(CheckDigits.fitsModulo97(text));
    }

    /**
     * Tells whether the check digits fit; {@link #domesticChecksum()} is not looked at.
     *
     * @return true if {@link #checksum()} is valid
     */
    public boolean isValid() {
        return checksum() == Checksum.VALID;
    }

    /**
     * Judges the inner check digit of an Estonian account number, weights 7, 3, 1 over the 13 digits after the bank code.
     *
     * <p>A convention of the banks, not part of the IBAN: accounts of payment and e-money institutions may not follow it, so an
     * invalid one is a warning and never a reason to refuse.
     *
     * @return the verdict, empty for other countries
     */
    public Optional<Checksum> domesticChecksum() {
        return country().equals("EE")
                ? Optional.of(Checksum.of(CheckDigits.fits731(text.substring(6))))
                : Optional.empty();
    }

    /**
     * Returns the country of the account.
     *
     * @return two letters of ISO 3166, or XK
     */
    public String country() {
        return text.substring(0, 2);
    }

    /**
     * Returns the printed form in groups of four.
     *
     * @return for example {@code EE38 2200 2210 2014 5685}
     */
    public String printed() {
        return text.replaceAll("(.{4})(?=.)", "$1 ");
    }

    /** Returns the first and last four characters. */
    @Override
    public String toString() {
        return "Iban[" + text.substring(0, 4) + "…" + text.substring(text.length() - 4) + "]";
    }
}
