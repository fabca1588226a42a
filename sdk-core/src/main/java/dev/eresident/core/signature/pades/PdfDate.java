package dev.eresident.core.signature.pades;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Optional;

/** Dates of ISO 32000-1 §7.9.4: {@code D:YYYYMMDDHHmmSSOHH'mm'}, everything after the year optional. */
final class PdfDate {
    private PdfDate() {}

    /** Reads a date; without a zone it is taken as UTC. Empty when it is none. */
    static Optional<Instant> parse(String text) {
        String t = text.startsWith("D:") ? text.substring(2) : text;
        int digits = 0;
        while (digits < t.length() && digits < 14 && t.charAt(digits) >= '0' && t.charAt(digits) <= '9') {
            digits++;
        }
        if (digits < 4 || digits % 2 != 0) {
            return Optional.empty();
        }
        try {
            LocalDateTime local = LocalDateTime.of(
                    Integer.parseInt(t.substring(0, 4)),
                    part(t, 4, digits, 1),
                    part(t, 6, digits, 1),
                    part(t, 8, digits, 0),
                    part(t, 10, digits, 0),
                    part(t, 12, digits, 0));
            return Optional.of(local.toInstant(zone(t.substring(digits))));
        } catch (DateTimeException | NumberFormatException e) {
            return Optional.empty();
        }
    }

    private static int part(String text, int at, int digits, int missing) {
        return at + 2 <= digits ? Integer.parseInt(text.substring(at, at + 2)) : missing;
    }

    private static ZoneOffset zone(String text) {
        String t = text.replace("'", "");
        if (t.isEmpty() || t.charAt(0) == 'Z') {
            return ZoneOffset.UTC;
        }
        int sign = t.charAt(0) == '-' ? -1 : 1;
        if (t.charAt(0) != '+' && t.charAt(0) != '-') {
            throw new DateTimeException("no zone");
        }
        int hours = t.length() >= 3 ? Integer.parseInt(t.substring(1, 3)) : 0;
        int minutes = t.length() >= 5 ? Integer.parseInt(t.substring(3, 5)) : 0;
        return ZoneOffset.ofHoursMinutes(sign * hours, sign * minutes);
    }
}
