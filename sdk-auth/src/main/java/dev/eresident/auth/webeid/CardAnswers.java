package dev.eresident.auth.webeid;

import java.util.Optional;

/** Where the caller keeps what the page posted for a signature by card. */
@FunctionalInterface
public interface CardAnswers {
    /**
     * Looks for the answer of a page.
     *
     * @param id of the signing session
     * @return {@code {signature, signatureAlgorithm}} as {@code sign()} of web-eid.js or the mobile app gave it, at most 10 000 characters, or
     *     {@code {code}} of the error with which it failed, for example {@code ERR_WEBEID_USER_CANCELLED}; empty while nothing was posted
     */
    Optional<String> posted(String id);
}
