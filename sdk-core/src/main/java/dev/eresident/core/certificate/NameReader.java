package dev.eresident.core.certificate;

import dev.eresident.core.internal.asn1.DerElement;
import dev.eresident.core.internal.asn1.DerReader;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads the attributes of an encoded X.500 name; the JDK would give organizationIdentifier and others as hexadecimal. */
final class NameReader {
    private static final String SERIAL_NUMBER = "2.5.4.5";

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
}
