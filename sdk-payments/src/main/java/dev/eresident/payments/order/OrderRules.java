package dev.eresident.payments.order;

import dev.eresident.core.ProtocolException;
import dev.eresident.core.money.Money;
import java.text.Normalizer;
import java.util.regex.Pattern;

/** The checks that the orders share. */
final class OrderRules {
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9._/-]{1,64}");
    /** Controls, every space but the plain one, and the letters and marks that show nothing (Default_Ignorable_Code_Point, blank Braille). */
    private static final Pattern HIDDEN = Pattern.compile(
            "[\\p{Cc}\\p{Cf}\\p{Cs}\\p{Co}\\p{Cn}\\p{Zl}\\p{Zp}\\p{Zs}\\u034F\\u115F\\u1160\\u17B4\\u17B5"
                    + "\\u180B-\\u180F\\u2800\\u3164\\uFE00-\\uFE0F\\uFFA0\\x{E0100}-\\x{E01EF}&&[^ ]]");

    private static final Pattern SEEN = Pattern.compile("[\\p{L}\\p{N}]");

    private OrderRules() {}

    static void requireId(String orderId) {
        require(
                ID.matcher(orderId).matches(),
                "ORDER_ID",
                "An order id is 1 to 64 characters of A-Z, a-z, 0-9, '.', '_', '/', '-'");
    }

    static void requirePositive(Money amount) {
        require(amount.isPositive(), "ORDER_AMOUNT", "The amount of an order must be above zero");
    }

    /** What a payer reads must be what is signed: no control, direction or other invisible characters, one spelling (NFC), a letter or digit. */
    static void requireReadable(String text, int most, String code, String message) {
        require(
                !text.isBlank()
                        && text.length() <= most
                        && text.equals(text.strip())
                        && !HIDDEN.matcher(text).find()
                        && SEEN.matcher(text).find()
                        && Normalizer.isNormalized(text, Normalizer.Form.NFC),
                code,
                message);
    }

    static void require(boolean holds, String code, String message) {
        if (!holds) {
            throw new ProtocolException(code, message);
        }
    }
}
