package dev.eresident.core.certificate;

import dev.eresident.core.internal.asn1.DerElement;
import dev.eresident.core.internal.asn1.DerReader;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Reads the attributes of an encoded X.500 name; the JDK would give organizationIdentifier and others as hexadecimal. */
final class NameReader {
    private static final String SERIAL_NUMBER = "2.5.4.5";
    private static final Pattern SPACES = Pattern.compile(" +");

    private final Set<String> ambiguous = new HashSet<>();
    private final Map<String, String> attributes = new HashMap<>();

    private NameReader() {}

    static Subject read(DerElement name) {
        NameReader reader = new NameReader();
        DerReader sets = name.reader();
        while (sets.hasNext()) {
            DerReader set = sets.next(DerElement.SET).reader();
            while (set.hasNext()) {
                reader.attribute(set.next(DerElement.SEQUENCE).reader());
            }
        }
        return new Subject(
                reader.get("2.5.4.3"),
                reader.get("2.5.4.42"),
                reader.get("2.5.4.4"),
                reader.get(SERIAL_NUMBER),
                reader.get("2.5.4.6"),
                reader.get("2.5.4.10"),
                reader.get("2.5.4.11"),
                reader.get("2.5.4.97"));
    }

    /**
     * The last attribute of a type wins: names go from the general to the particular. Two serial numbers that differ would name two people, so that neither is believed.
     */
    private void attribute(DerReader fields) {
        String type = fields.next(DerElement.OID).oid();
        Optional<String> text = fields.next().text().map(String::strip).filter(value -> !value.isEmpty());
        fields.expectEnd();
        text.ifPresent(value -> {
            String before = attributes.put(type, value);
            if (type.equals(SERIAL_NUMBER) && before != null && !before.equals(value)) {
                ambiguous.add(type);
            }
        });
    }

    private Optional<String> get(String type) {
        return ambiguous.contains(type) ? Optional.empty() : Optional.ofNullable(attributes.get(type));
    }

    /**
     * The name in a form that is equal for equal names: RFC 4518 as far as it matters for eID, letters and spaces folded, and the parts of the name in no particular order, as the state's own
     * library compares them.
     */
    static List<List<String>> comparable(DerElement name) {
        List<List<String>> parts = new ArrayList<>();
        DerReader sets = name.reader();
        while (sets.hasNext()) {
            List<String> part = new ArrayList<>();
            DerReader set = sets.next(DerElement.SET).reader();
            while (set.hasNext()) {
                DerReader fields = set.next(DerElement.SEQUENCE).reader();
                String type = fields.next(DerElement.OID).oid();
                DerElement value = fields.next();
                part.add(type + "="
                        + value.text()
                                .filter(text -> text.indexOf('\uFFFD') < 0)
                                .map(NameReader::folded)
                                .orElseGet(() -> "#" + HexFormat.of().formatHex(value.encoded())));
            }
            Collections.sort(part);
            parts.add(part);
        }
        parts.sort((a, b) -> String.join("\0", a).compareTo(String.join("\0", b)));
        return parts;
    }

    private static String folded(String text) {
        return SPACES.matcher(text.strip()).replaceAll(" ").toLowerCase(Locale.ROOT);
    }
}
