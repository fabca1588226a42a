package dev.eresident.core.signature.xades;

import dev.eresident.core.Bytes;
import dev.eresident.core.internal.xml.XmlElement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One time-stamp over the signed data as written, itself a signed property: {@code AllDataObjectsTimeStamp} or {@code IndividualDataObjectsTimeStamp} (EN 319 132-1 §5.2.8).
 *
 * @param canonicalization its CanonicalizationMethod element, empty when absent (then inclusive 1.0)
 * @param token the encapsulated RFC 3161 token
 * @param references Ids of the references whose data it covers, in its order; empty when it covers those of all
 */
record ContentStamp(Optional<XmlElement> canonicalization, Bytes token, Optional<List<String>> references) {
    /** Each may ask for the data to be read once more. */
    private static final int MAX_STAMPS = 8;

    /** Those of the properties; what is of another form is noted. */
    static List<ContentStamp> of(Optional<XmlElement> objects, List<String> unjudged) {
        List<ContentStamp> stamps = new ArrayList<>(0);
        for (XmlElement child : objects.map(XmlElement::elements).orElse(List.of())) {
            boolean all = child.is(Names.XADES, "AllDataObjectsTimeStamp");
            if (all || child.is(Names.XADES, "IndividualDataObjectsTimeStamp")) {
                add(child, all, stamps, unjudged);
            } else if (child.name().endsWith("TimeStamp")) {
                unjudged.add(child.name());
            }
        }
        return List.copyOf(stamps);
    }

    private static void add(XmlElement property, boolean all, List<ContentStamp> to, List<String> unjudged) {
        List<XmlElement> includes = property.elements(Names.XADES, "Include");
        List<XmlElement> tokens = property.elements(Names.XADES, "EncapsulatedTimeStamp");
        if (tokens.isEmpty() || all != includes.isEmpty()) {
            unjudged.add(property.name());
            return;
        }
        Optional<List<String>> references = all
                ? Optional.empty()
                : Optional.of(includes.stream().map(ContentStamp::id).toList());
        for (XmlElement token : tokens) {
            if (to.size() == MAX_STAMPS) {
                throw FormatChecking.malformed("it has more than " + MAX_STAMPS + " time-stamps over its data");
            }
            to.add(new ContentStamp(
                    property.atMostOne(Names.DS, "CanonicalizationMethod"), FormatChecking.lenient(token), references));
        }
    }

    private static String id(XmlElement include) {
        String uri = include.attribute("URI").orElse("");
        return uri.startsWith("#") ? uri.substring(1) : uri;
    }
}
