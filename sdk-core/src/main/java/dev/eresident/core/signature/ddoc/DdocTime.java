package dev.eresident.core.signature.ddoc;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads the times of DDOC: {@code 2012-09-21T11:56:53Z} in 1.3, {@code 2003.10.24T10:57:19Z} in 1.1 and 1.2, and {@code 2002.10.07T14:10:47-03:00} in SK-XML, whose software wrote local
 * Estonian time with a zone that means nothing (signature-corpus reference §4.3).
 */
final class DdocTime {
    private static final Pattern FORM =
            Pattern.compile("([0-9]{4})([-.])([0-9]{2})\\2([0-9]{2})T([0-9]{2}):([0-9]{2}):([0-9]{2})(\\S{0,12})");
    private static final String TALLINN = "Europe/Tallinn";

    private DdocTime() {}

    static Optional<Instant> parse(String text, DdocVersion version) {
        Matcher m = FORM.matcher(text.strip());
        if (!m.matches() || !(version.isSkXml() || "Z".equals(m.group(8)))) {
            return Optional.empty();
        }
        try {
            LocalDateTime local = LocalDateTime.of(
                    number(m, 1), number(m, 3), number(m, 4), number(m, 5), number(m, 6), number(m, 7));
            ZoneId zone = version.isSkXml() ? ZoneId.of(TALLINN) : ZoneOffset.UTC;
            return Optional.of(local.atZone(zone).toInstant());
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private static int number(Matcher m, int group) {
        return Integer.parseInt(m.group(group));
    }
}
