package dev.eresident.core.internal.cms;

import dev.eresident.core.Bytes;
import dev.eresident.core.internal.asn1.BerElement;
import dev.eresident.core.internal.asn1.BerReader;
import dev.eresident.core.internal.asn1.DerElement;
import dev.eresident.core.internal.asn1.DerReader;
import java.util.ArrayList;
import java.util.List;

/**
 * One attribute of a signer (RFC 5652 §5.3).
 *
 * @param oid its type, dotted decimal
 * @param type DER of its type
 * @param values its values with definite lengths, at least one
 * @param received its values as received
 * @param encoded the whole attribute with definite lengths
 * @param original the whole attribute as received
 */
public record CmsAttribute(
        String oid, Bytes type, List<DerElement> values, List<Bytes> received, Bytes encoded, Bytes original) {
    /** Copies the lists. */
    public CmsAttribute {
        values = List.copyOf(values);
        received = List.copyOf(received);
    }

    static CmsAttribute read(BerElement element) {
        BerReader parts = element.reader();
        byte[] type = parts.next(DerElement.OID).definite();
        BerReader set = parts.next(DerElement.SET).reader();
        parts.expectEnd();
        List<DerElement> values = new ArrayList<>(1);
        List<Bytes> received = new ArrayList<>(1);
        while (set.hasNext()) {
            if (values.size() == CmsLimits.MAX_VALUES) {
                throw CmsSignedData.malformed("an attribute has more than " + CmsLimits.MAX_VALUES + " values");
            }
            BerElement value = set.next();
            received.add(Bytes.of(value.encoded()));
            values.add(single(value.definite()));
        }
        if (values.isEmpty()) {
            throw CmsSignedData.malformed("an attribute has no value");
        }
        return new CmsAttribute(
                single(type).oid(),
                Bytes.of(type),
                values,
                received,
                Bytes.of(element.definite()),
                Bytes.of(element.encoded()));
    }

    static DerElement single(byte[] der) {
        DerReader reader = DerReader.of(der, der.length);
        DerElement element = reader.next();
        reader.expectEnd();
        return element;
    }

    /**
     * Returns the first value.
     *
     * @return the only one, for the types that have one
     */
    public DerElement value() {
        return values.get(0);
    }
}
