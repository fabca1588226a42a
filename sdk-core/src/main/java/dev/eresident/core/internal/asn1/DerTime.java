package dev.eresident.core.internal.asn1;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;

/** Reads the two time types (X.690 §11.7, §11.8), with the looser zone and seconds of old certificates. */
final class DerTime {
    private static final int UTC_TIME = 0x17;
    private static final int GENERALIZED_TIME = 0x18;
    private static final int MAX_LENGTH = 40;

    private final String text;
    private int position;

    private DerTime(String text) {
        this.text = text;
    }

    static Instant parse(DerElement element, int offset) {
        if (element.tag() != UTC_TIME && element.tag() != GENERALIZED_TIME) {
            throw DerReader.malformed("expected a time", offset);
        }
        String text = element.ascii();
        try {
            if (text.length() > MAX_LENGTH) {
                throw new DateTimeException("too long");
            }
            return new DerTime(text).read(element.tag() == UTC_TIME);
        } catch (DateTimeException e) {
            throw DerReader.malformed("a time is not written as a date, hour, minute and zone", offset);
        }
    }

    private Instant read(boolean shortYear) {
        int year = digits(shortYear ? 2 : 4);
        if (shortYear) {
            year += year < 50 ? 2000 : 1900;
        }
        int month = digits(2);
        int day = digits(2);
        int hour = digits(2);
        int minute = digits(2);
        int second = atDigit() ? digits(2) : 0;
        int nanos = shortYear ? 0 : fraction();
        ZoneOffset zone = zone();
        if (position != text.length()) {
            throw new DateTimeException("text follows");
        }
        return LocalDateTime.of(year, month, day, hour, minute, second, nanos).toInstant(zone);
    }

    private int fraction() {
        if (position == text.length() || text.charAt(position) != '.') {
            return 0;
        }
        position++;
        int nanos = 0;
        int scale = 100_000_000;
        if (!atDigit()) {
            throw new DateTimeException("empty fraction");
        }
        while (atDigit()) {
            nanos += digits(1) * scale;
            scale /= 10;
        }
        return nanos;
    }

    private ZoneOffset zone() {
        char sign = position < text.length() ? text.charAt(position++) : ' ';
        if (sign == 'Z') {
            return ZoneOffset.UTC;
        }
        if (sign != '+' && sign != '-') {
            throw new DateTimeException("no zone");
        }
        int direction = sign == '+' ? 1 : -1;
        return ZoneOffset.ofHoursMinutes(direction * digits(2), direction * digits(2));
    }

    private boolean atDigit() {
        return position < text.length() && text.charAt(position) >= '0' && text.charAt(position) <= '9';
    }

    private int digits(int count) {
        int value = 0;
        for (int i = 0; i < count; i++) {
            if (!atDigit()) {
                throw new DateTimeException("no digit");
            }
            value = value * 10 + text.charAt(position++) - '0';
        }
        return value;
    }
}
