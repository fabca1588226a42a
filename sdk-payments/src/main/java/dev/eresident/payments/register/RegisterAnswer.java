package dev.eresident.payments.register;

import dev.eresident.core.Bytes;
import dev.eresident.core.ProtocolException;
import dev.eresident.core.id.RegistryCode;
import dev.eresident.core.internal.soap.SoapEnvelope;
import dev.eresident.core.internal.xml.XmlElement;
import dev.eresident.core.internal.xml.XmlNode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads answers by element name, strictly: what is ambiguous or belongs to another question is refused. */
final class RegisterAnswer {
    private static final String XSI = "http://www.w3.org/2001/XMLSchema-instance";
    private static final int LONGEST = 4000;
    private static final ZoneId TALLINN = ZoneId.of("Europe/Tallinn");
    private static final List<String> NARROWING =
            List.of("evnimi", "fyysilise_isiku_kood", "fyysilise_isiku_eesnimi", "fyysilise_isiku_perenimi");
    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,9}");
    private static final Pattern ISO_DATE = Pattern.compile("([0-9]{4})-([0-9]{2})-([0-9]{2})(?:Z|[T+-].*)?");
    private static final Pattern LOCAL_DATE = Pattern.compile("([0-9]{2})\\.([0-9]{2})\\.([0-9]{4})");

    private RegisterAnswer() {}

    /** The basic data of the company asked about; empty when the register does not know it. */
    static Optional<Company> company(Bytes answer, RegistryCode asked) {
        return strictly(() -> item(answer, RegisterQuestion.BASIC_DATA, asked)
                .map(item -> new Company(
                        asked,
                        required(item, "evnimi"),
                        status(item),
                        value(item, "oiguslik_vorm"),
                        value(item, "esmakande_aeg").flatMap(RegisterAnswer::date),
                        child(item, "evaadressid")
                                .flatMap(all -> value(all, "aadress_ads__ads_normaliseeritud_taisaadress")))));
    }

    /** A company that has left the register is struck off, whatever else is said of it. */
    private static CompanyStatus status(XmlElement item) {
        CompanyStatus status = CompanyStatus.of(required(item, "staatus"));
        if (status != CompanyStatus.STRUCK_OFF
                && value(item, "registrist_kustutamise_aeg").isPresent()) {
            throw malformed("a company has left the register, and its status does not say so");
        }
        return status;
    }

    /** Who represents the company asked about, as of the time of the answer; empty when the register does not know it. */
    static Optional<Rights> rights(Bytes answer, RegistryCode asked, Instant at) {
        LocalDate day = LocalDate.ofInstant(at, TALLINN);
        return strictly(() -> item(answer, RegisterQuestion.REPRESENTATION, asked)
                .map(item -> new Rights(
                        required(item, "arinimi"),
                        status(item),
                        children(item, "isikud", "item").stream()
                                .filter(row -> isCurrent(row, day))
                                .map(RegisterAnswer::row)
                                .toList(),
                        conditions(item),
                        children(item, "esindusoiguse_grupid", "grupp").stream()
                                .filter(group -> group.elements(RegisterQuestion.PRODUCER, "item").stream()
                                        .allMatch(row -> isCurrent(row, day)))
                                .map(RegisterAnswer::group)
                                .toList())));
    }

    /**
     * What esindus_v2 says of one company.
     *
     * @param name of the company
     * @param status of the company
     * @param rows people with a role
     * @param conditions free text
     * @param groups who acts together
     */
    record Rights(String name, CompanyStatus status, List<Row> rows, List<String> conditions, List<Group> groups) {
        @Override
        public String toString() {
            return "Rights[redacted]";
        }
    }

    /**
     * A person with a role.
     *
     * @param person who
     * @param role code of the role, empty when not stated
     * @param alone whether the person may act alone
     */
    record Row(Representative person, String role, boolean alone) {}

    /**
     * People who act together.
     *
     * @param number of the group
     * @param people all of them
     */
    record Group(int number, List<Representative> people) {}

    /** A row with an end is history; one whose beginning is to come, or whose term has run out, gives no right today. */
    private static boolean isCurrent(XmlElement item, LocalDate day) {
        boolean begun = value(item, "algus_kpv")
                .flatMap(RegisterAnswer::date)
                .map(from -> !from.isAfter(day))
                .orElse(true);
        boolean running = value(item, "volituste_loppemise_kpv")
                .flatMap(RegisterAnswer::date)
                .map(last -> !last.isBefore(day))
                .orElse(true);
        return begun && running && value(item, "lopp_kpv").isEmpty();
    }

    private static Row row(XmlElement item) {
        String alone = value(item, "ainuesindusoigus_olemas").orElse("EI");
        if (!alone.equals("JAH") && !alone.equals("EI")) {
            throw malformed("a flag is neither JAH nor EI");
        }
        return new Row(person(item), value(item, "fyysilise_isiku_roll").orElse(""), alone.equals("JAH"));
    }

    private static Representative person(XmlElement item) {
        return new Representative(
                value(item, "fyysilise_isiku_eesnimi"),
                value(item, "fyysilise_isiku_perenimi"),
                value(item, "fyysilise_isiku_kood"),
                value(item, "isikukood_riik"));
    }

    private static Group group(XmlElement grupp) {
        List<Representative> people = grupp.elements(RegisterQuestion.PRODUCER, "item").stream()
                .map(RegisterAnswer::person)
                .toList();
        return new Group(number(required(grupp, "grupi_nr")), people);
    }

    /** Every text in there is a condition, however it is wrapped: one that is overlooked would make a right out of nothing. */
    private static List<String> conditions(XmlElement item) {
        List<String> all = new ArrayList<>();
        child(item, "esindusoiguse_eritingimused").ifPresent(element -> collect(element, all));
        return List.copyOf(all);
    }

    private static void collect(XmlElement element, List<String> all) {
        for (XmlNode node : element.nodes()) {
            if (node instanceof XmlElement inner) {
                collect(inner, all);
            } else if (node instanceof XmlNode.Text text && !text.value().isBlank()) {
                all.add(text.value().strip());
            }
        }
    }

    /** A stored question must be the one that its answer is read for. */
    static void requireQuestion(Bytes question, String operation, RegistryCode asked) {
        strictly(() -> {
            XmlElement content = SoapEnvelope.read(question.toByteArray()).content();
            boolean same = content.is(RegisterQuestion.PRODUCER, operation)
                    && isCode(
                            required(content.exactlyOne(RegisterQuestion.PRODUCER, "keha"), "ariregistri_kood"), asked);
            if (!same) {
                throw mismatch();
            }
            return content;
        });
    }

    private static Optional<XmlElement> item(Bytes answer, String operation, RegistryCode asked) {
        XmlElement response = SoapEnvelope.read(answer.toByteArray()).content();
        if (!response.is(RegisterQuestion.PRODUCER, operation + "Response")) {
            throw mismatch();
        }
        child(response, "paring").ifPresent(echo -> requireSameQuestion(echo, asked));
        XmlElement keha = response.exactlyOne(RegisterQuestion.PRODUCER, "keha");
        List<XmlElement> items = children(keha, "ettevotjad", "item");
        value(keha, "leitud_ettevotjate_arv").ifPresent(count -> {
            if (number(count) != items.size()) {
                throw malformed("the number of companies is not the stated one");
            }
        });
        if (items.size() > 1) {
            throw malformed("one company was asked about, and several came");
        }
        items.forEach(item -> {
            if (!isCode(required(item, "ariregistri_kood"), asked)) {
                throw mismatch();
            }
        });
        return items.stream().findFirst();
    }

    /** We ask for a company only: an answer that was narrowed to a person or a name is one to somebody else. */
    private static void requireSameQuestion(XmlElement echo, RegistryCode asked) {
        boolean same =
                value(echo, "ariregistri_kood").map(code -> isCode(code, asked)).orElse(true);
        if (!same || NARROWING.stream().anyMatch(name -> value(echo, name).isPresent())) {
            throw mismatch();
        }
    }

    private static boolean isCode(String text, RegistryCode asked) {
        return NUMBER.matcher(text).matches() && Integer.parseInt(text) == Integer.parseInt(asked.digits());
    }

    private static int number(String text) {
        if (!NUMBER.matcher(text).matches()) {
            throw malformed("a number is none");
        }
        return Integer.parseInt(text);
    }

    /** The register writes dates in several ways; none is ever shifted. */
    private static Optional<LocalDate> date(String text) {
        Matcher iso = ISO_DATE.matcher(text);
        Matcher local = LOCAL_DATE.matcher(text);
        try {
            if (iso.matches()) {
                return Optional.of(LocalDate.of(number(iso.group(1)), number(iso.group(2)), number(iso.group(3))));
            }
            if (local.matches()) {
                return Optional.of(
                        LocalDate.of(number(local.group(3)), number(local.group(2)), number(local.group(1))));
            }
        } catch (DateTimeException e) {
            throw malformed("a date is not in the calendar");
        }
        throw malformed("a date is of an unknown form");
    }

    private static List<XmlElement> children(XmlElement parent, String list, String name) {
        return child(parent, list)
                .map(element -> element.elements(RegisterQuestion.PRODUCER, name))
                .orElse(List.of());
    }

    /** Missing and nil are the same; what stands in another namespace, or in an element that says it is nil, may not be overlooked. */
    private static Optional<XmlElement> child(XmlElement parent, String name) {
        boolean foreign = parent.elements().stream()
                .anyMatch(element -> element.name().equals(name) && !element.is(RegisterQuestion.PRODUCER, name));
        if (foreign) {
            throw malformed("an element of a known name is in another namespace");
        }
        Optional<XmlElement> found = parent.atMostOne(RegisterQuestion.PRODUCER, name);
        boolean nil = found.flatMap(element -> element.attribute(XSI, "nil"))
                .filter(text -> text.equals("true") || text.equals("1"))
                .isPresent();
        if (nil && found.stream().anyMatch(element -> !element.nodes().isEmpty())) {
            throw malformed("an element is nil, and holds something");
        }
        return found.filter(element -> !nil);
    }

    private static Optional<String> value(XmlElement parent, String name) {
        return child(parent, name)
                .map(element -> element.text().strip())
                .filter(text -> !text.isEmpty())
                .map(text -> {
                    if (text.length() > LONGEST) {
                        throw malformed("a value is too long");
                    }
                    return text;
                });
    }

    private static String required(XmlElement parent, String name) {
        return value(parent, name).orElseThrow(() -> malformed("it has no " + name));
    }

    private static <T> T strictly(Supplier<T> reading) {
        try {
            return reading.get();
        } catch (ProtocolException e) {
            throw e.code().startsWith("REGISTER_") ? e : malformed(e.code());
        }
    }

    /** Says what is wrong in our words only. */
    static ProtocolException malformed(String what) {
        return new ProtocolException(
                "REGISTER_ANSWER_MALFORMED",
                "The business register's answer cannot be used: " + what + "; keep the time, and ask its operator");
    }

    private static ProtocolException mismatch() {
        return new ProtocolException(
                "REGISTER_ANSWER_MISMATCH",
                "The business register's answer belongs to another question; do not use it, and look for a proxy that mixes answers");
    }
}
