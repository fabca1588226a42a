package dev.eresident.payments.register;

import dev.eresident.core.ConfigurationException;
import dev.eresident.core.SecretBytes;
import dev.eresident.core.internal.soap.XmlText;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The user name and password of a contract with the register. Immutable and thread-safe; the text form shows nothing.
 *
 * <p>Needed at the register's own address. X-Road knows the caller by its security server, so there {@link #none()} is usual.
 */
public final class RegisterCredentials {
    private static final RegisterCredentials NONE = new RegisterCredentials("", null);
    private static final int SHORTEST_SEARCHED = 6;

    private final String userName;
    private final @Nullable SecretBytes password;

    private RegisterCredentials(String userName, @Nullable SecretBytes password) {
        this.userName = userName;
        this.password = password;
    }

    /**
     * Returns no credentials.
     *
     * @return to be used over X-Road
     */
    public static RegisterCredentials none() {
        return NONE;
    }

    /**
     * Makes credentials.
     *
     * @param userName {@code ariregister_kasutajanimi}
     * @param password {@code ariregister_parool} in UTF-8; stays the caller's, to close when the register is not asked any more
     * @return the credentials
     * @throws ConfigurationException {@code REGISTER_CREDENTIALS} if either is empty, or holds a control character
     */
    public static RegisterCredentials of(String userName, SecretBytes password) {
        boolean readable = !userName.isBlank()
                && userName.chars().noneMatch(Character::isISOControl)
                && password.size() > 0
                && password.use(bytes -> {
                    String text = new String(bytes, StandardCharsets.UTF_8);
                    return text.indexOf('\ufffd') < 0 && text.chars().noneMatch(Character::isISOControl);
                });
        if (!readable) {
            throw new ConfigurationException(
                    "REGISTER_CREDENTIALS",
                    "User name and password of the register must be text in UTF-8, and not empty");
        }
        return new RegisterCredentials(userName, password);
    }

    boolean present() {
        return password != null;
    }

    /** Writes the first two elements of a question. */
    void write(XmlText out, String prefix) {
        if (password != null) {
            out.leaf(prefix + "ariregister_kasutajanimi", userName);
            password.accept(
                    bytes -> out.leaf(prefix + "ariregister_parool", new String(bytes, StandardCharsets.UTF_8)));
        }
    }

    /** Short passwords may stand in any text by chance, so only longer ones are looked for. */
    boolean standIn(String text) {
        return Optional.ofNullable(password)
                .map(secret -> secret.use(bytes -> {
                    String searched = new String(bytes, StandardCharsets.UTF_8);
                    return searched.length() >= SHORTEST_SEARCHED && text.contains(searched);
                }))
                .orElse(false);
    }

    /** Returns a fixed text. */
    @Override
    public String toString() {
        return "RegisterCredentials[redacted]";
    }
}
