package dev.eresident.sandbox.card;

import java.time.LocalDate;

/**
 * A person who does not exist.
 *
 * @param givenName in capitals, as in certificates
 * @param surname in capitals, as in certificates
 * @param personalCode eleven digits with a valid check digit; serial 000, which the state does not assign
 */
public record Person(String givenName, String surname, String personalCode) {
    private static final int[] FIRST_WEIGHTS = {1, 2, 3, 4, 5, 6, 7, 8, 9, 1};
    private static final int[] SECOND_WEIGHTS = {3, 4, 5, 6, 7, 8, 9, 1, 2, 3};

    /**
     * Makes a person up.
     *
     * @param givenName in capitals
     * @param surname in capitals
     * @param birth a day between 1800 and 2199
     * @param male true for an odd first digit
     * @param serial 0 to 999; use 0, which no real person has
     * @return the person with a valid code
     */
    public static Person of(String givenName, String surname, LocalDate birth, boolean male, int serial) {
        int century = (birth.getYear() / 100 - 18) * 2 + (male ? 1 : 2);
        String digits = "%d%02d%02d%02d%03d"
                .formatted(century, birth.getYear() % 100, birth.getMonthValue(), birth.getDayOfMonth(), serial);
        return new Person(givenName, surname, digits + checkDigit(digits));
    }

    private static int checkDigit(String digits) {
        int first = weigh(digits, FIRST_WEIGHTS);
        if (first < 10) {
            return first;
        }
        return weigh(digits, SECOND_WEIGHTS) % 10;
    }

    private static int weigh(String digits, int[] weights) {
        int sum = 0;
        for (int i = 0; i < weights.length; i++) {
            sum += (digits.charAt(i) - '0') * weights[i];
        }
        return sum % 11;
    }

    /**
     * The person as certificates since 2018 number them (ETSI EN 319 412-1).
     *
     * @return {@code PNOEE-} and the code
     */
    public String semanticsIdentifier() {
        return "PNOEE-" + personalCode;
    }
}
