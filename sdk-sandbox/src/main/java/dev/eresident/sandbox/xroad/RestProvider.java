package dev.eresident.sandbox.xroad;

import dev.eresident.sandbox.web.WebAnswer;
import dev.eresident.sandbox.web.WebRequest;

/** A service behind the security server, spoken to in HTTP. */
@FunctionalInterface
public interface RestProvider {
    /**
     * Answers a request.
     *
     * @param request the target is what follows the service code, for example {@code /a/b?c=d}, or empty
     * @return any answer
     */
    WebAnswer answer(WebRequest request);
}
