package dev.eresident.core.transport;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.regex.Pattern;

/** How long a server asks to be left alone (RFC 9110 §10.2.3). */
final class RetryAfter {
    private static final Pattern SECONDS = Pattern.compile("[0-9]{1,9}");

    private RetryAfter() {}

    /** Seconds, or a date, which is held against the server's own clock. What cannot be read was not asked. */
    static Duration of(TransportResponse response) {
        String text = response.header("retry-after").map(String::strip).orElse("");
        if (SECONDS.matcher(text).matches()) {
            return Duration.ofSeconds(Long.parseLong(text));
        }
        Optional<Instant> until = date(text);
        Optional<Instant> now = response.header("date").flatMap(RetryAfter::date);
        if (until.isEmpty() || now.isEmpty() || until.get().isBefore(now.get())) {
            return Duration.ZERO;
        }
        return Duration.between(now.get(), until.get());
    }

    private static Optional<Instant> date(String text) {
        try {
            return Optional.of(Instant.from(DateTimeFormatter.RFC_1123_DATE_TIME.parse(text.strip())));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
