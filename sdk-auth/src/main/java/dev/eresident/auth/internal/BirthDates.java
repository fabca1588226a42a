package dev.eresident.auth.internal;

import dev.eresident.core.ProtocolException;
import dev.eresident.core.certificate.Certificate;
import dev.eresident.core.id.SemanticsIdentifier;
import dev.eresident.core.internal.asn1.DerElement;
import dev.eresident.core.internal.asn1.DerReader;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Tells a date of birth as far as a certificate proves it: by its attribute (RFC 3739 §3.2.2), else by an Estonian, Lithuanian or
 * older Latvian code (remote eID reference, §5.2). The attribute comes first: codes of test accounts do not always tell the truth.
 */
final class BirthDates {
    private static final String DIRECTORY_ATTRIBUTES = "2.5.29.9";
    private static final String DATE_OF_BIRTH = "1.3.6.1.5.5.7.9.1";
    private static final int MAX_BYTES = 64 * 1024;
    private static final Pattern BALTIC = Pattern.compile("([1-6])(\\d\\d)(\\d\\d)(\\d\\d)\\d{4}");
    private static final Pattern LATVIAN = Pattern.compile("(\\d\\d)(\\d\\d)(\\d\\d)-?([012])\\d{4}");

    private BirthDates() {}

    static Optional<LocalDate> of(Certificate certificate, SemanticsIdentifier identifier) {
        Optional<LocalDate> written = attribute(certificate);
        if (written.isPresent()) {
            return written;
        }
        return of(identifier);
    }

    static Optional<LocalDate> of(SemanticsIdentifier identifier) {
        return identifier.scheme().equals("PNO") ? code(identifier) : Optional.empty();
    }

    private static Optional<LocalDate> attribute(Certificate certificate) {
        try {
            byte[] extension = certificate.x509().getExtensionValue(DIRECTORY_ATTRIBUTES);
            if (extension == null) {
                return Optional.empty();
            }
            DerReader attributes = DerReader.single(extension, DerElement.OCTET_STRING, MAX_BYTES)
                    .wrapped()
                    .next(DerElement.SEQUENCE)
                    .reader();
            while (attributes.hasNext()) {
                DerReader attribute = attributes.next(DerElement.SEQUENCE).reader();
                if (attribute.next(DerElement.OID).oid().equals(DATE_OF_BIRTH)) {
                    DerElement time = attribute.next(DerElement.SET).reader().next();
                    return Optional.of(time.time().atOffset(ZoneOffset.UTC).toLocalDate());
                }
            }
        } catch (ProtocolException e) {
            return Optional.empty();
        }
        return Optional.empty();
    }

    private static Optional<LocalDate> code(SemanticsIdentifier identifier) {
        Matcher latvian = LATVIAN.matcher(identifier.identifier());
        if (identifier.country().equals("LV") && latvian.matches()) {
            return date(1800 + 100 * number(latvian, 4) + number(latvian, 3), number(latvian, 2), number(latvian, 1));
        }
        Matcher lithuanian = BALTIC.matcher(identifier.identifier());
        if (identifier.country().equals("LT") && lithuanian.matches()) {
            int century = 1800 + (number(lithuanian, 1) - 1) / 2 * 100;
            return date(century + number(lithuanian, 2), number(lithuanian, 3), number(lithuanian, 4));
        }
        return identifier.personalCode().flatMap(personal -> personal.birthDate());
    }

    private static int number(Matcher matcher, int group) {
        return Integer.parseInt(matcher.group(group));
    }

    private static Optional<LocalDate> date(int year, int month, int day) {
        try {
            return Optional.of(LocalDate.of(year, month, day));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
