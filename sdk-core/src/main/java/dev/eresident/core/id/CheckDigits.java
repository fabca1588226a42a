package dev.eresident.core.id;

import dev.eresident.core.ProtocolException;
import java.util.Optional;
import java.util.function.Function;

/** The arithmetic of check digits, and what the parsers of this room share. */
final class CheckDigits {
    private static final int MODULUS_11 = 11;
    private static final int MODULUS_97 = 97;
    private static final int[] WEIGHTS_731 = {7, 3, 1};

    private CheckDigits() {}

    /** Whether the last digit is the two-stage modulo 11 check of the others (weights 1, 2, … 9, 1, … then 3, 4, … 9, 1, …). */
    static boolean fitsModulo11(String digits) {
        int rest = sumModulo11(digits, 1);
        if (rest == 10) {
            rest = sumModulo11(digits, 3);
        }
        return digits.charAt(digits.length() - 1) - '0' == rest % 10;
    }

    private static int sumModulo11(String digits, int firstWeight) {
        int sum = 0;
        for (int i = 0; i < digits.length() - 1; i++) {
            sum += (digits.charAt(i) - '0') * ((firstWeight - 1 + i) % 9 + 1);
        }
        return sum % MODULUS_11;
    }

    /** The digit that completes the base by weights 7, 3, 1 from the right. */
    static int digit731(String base) {
        int sum = 0;
        for (int i = 0; i < base.length(); i++) {
            sum += (base.charAt(base.length() - 1 - i) - '0') * WEIGHTS_731[i % 3];
        }
        return (10 - sum % 10) % 10;
    }

    /** Whether the last digit completes the others by weights 7, 3, 1. */
    static boolean fits731(String digits) {
        int last = digits.length() - 1;
        return digits.charAt(last) - '0' == digit731(digits.substring(0, last));
    }

    /** Whether ISO 7064 MOD 97-10 holds for two letters, two check digits and the rest, with check digits from 02 to 98. */
    static boolean fitsModulo97(String text) {
        int checkDigits = Integer.parseInt(text.substring(2, 4));
        return checkDigits >= 2 && checkDigits <= 98 && remainder97(text.substring(4) + text.substring(0, 4)) == 1;
    }

    /** The remainder by 97 when letters stand for 10 (A) to 35 (Z). */
    static int remainder97(String text) {
        int rest = 0;
        for (int i = 0; i < text.length(); i++) {
            int value = Character.digit(text.charAt(i), 36);
            rest = (rest * (value < 10 ? 10 : 100) + value) % MODULUS_97;
        }
        return rest;
    }

    /** Whether the text is that many ASCII digits. */
    static boolean isDigits(String text, int least, int most) {
        return text.length() >= least
                && text.length() <= most
                && text.chars().allMatch(character -> character >= '0' && character <= '9');
    }

    static <T> Optional<T> attempt(String text, Function<String, T> parser) {
        try {
            return Optional.of(parser.apply(text));
        } catch (ProtocolException e) {
            return Optional.empty();
        }
    }
}
