package dev.eresident.core.signature.xades;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Optional;

/** Reads xsd:dateTime with a time zone. Written by hand because the JDK's formatters cost a cold process tens of milliseconds. */
final class XmlDateTime {
    private XmlDateTime() {}

    /** The instant; empty when it is not a date and time, or has no zone. */
    static Optional<Instant> parse(String text) {
        String s = text.strip();
        if (s.length() < 20
                || s.charAt(4) != '-'
                || s.charAt(7) != '-'
                || s.charAt(10) != 'T'
                || s.charAt(13) != ':'
                || s.charAt(16) != ':') {
            return Optional.empty();
        }
        int i = 19;
        long nanos = 0;
        if (s.charAt(i) == '.') {
            long unit = 100_000_000;
            for (i++; i < s.length() && Character.digit(s.charAt(i), 10) >= 0; i++) {
                nanos += unit * Character.digit(s.charAt(i), 10);
                unit /= 10;
            }
        }
        try {
            LocalDateTime local = LocalDateTime.of(
                    number(s, 0, 4),
                    number(s, 5, 7),
                    number(s, 8, 10),
                    number(s, 11, 13),
                    number(s, 14, 16),
                    number(s, 17, 19),
                    (int) nanos);
            return zone(s.substring(i)).map(local::toInstant);
        } catch (DateTimeException | NumberFormatException e) {
            return Optional.empty();
        }
    }

    private static Optional<ZoneOffset> zone(String s) {
        if (s.equals("Z")) {
            return Optional.of(ZoneOffset.UTC);
        }
        if (s.length() != 6 || s.charAt(3) != ':' || (s.charAt(0) != '+' && s.charAt(0) != '-')) {
            return Optional.empty();
        }
        int minutes = number(s, 1, 3) * 60 + number(s, 4, 6);
        return Optional.of(ZoneOffset.ofTotalSeconds((s.charAt(0) == '-' ? -minutes : minutes) * 60));
    }

    private static int number(String s, int from, int to) {
        int value = 0;
        for (int i = from; i < to; i++) {
            int digit = s.charAt(i) < 0x80 ? Character.digit(s.charAt(i), 10) : -1;
            if (digit < 0) {
                throw new NumberFormatException("not a digit");
            }
            value = value * 10 + digit;
        }
        return value;
    }
}
