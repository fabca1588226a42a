package dev.eresident.payments.register;

import dev.eresident.core.ServiceException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Tells the register's own faults apart. Their texts are looked into and never repeated. */
final class RegisterFaults {
    /** The live service writes English, others model Estonian; neither is specified. */
    private static final Pattern WRONG_CREDENTIALS = Pattern.compile(
            "(?:kasutajanimi|kasutajanime|user ?name).{0,200}(?:parool|password)",
            Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

    private RegisterFaults() {}

    static ServiceException of(String text, String service, @Nullable String messageId) {
        String looked = text.length() > 2000 ? text.substring(0, 2000) : text;
        if (WRONG_CREDENTIALS.matcher(looked).find()) {
            return credentials(service, messageId);
        }
        return new ServiceException(
                "REGISTER_FAULT",
                service,
                "The business register refused the question with a fault of its own; ask its operator",
                messageId);
    }

    static ServiceException credentials(String service, @Nullable String messageId) {
        return new ServiceException(
                "REGISTER_CREDENTIALS_REFUSED",
                service,
                "The business register does not accept the user name and password, or its contract does not allow this question;"
                        + " correct them, and do not repeat before that: the account may be locked",
                messageId);
    }
}
