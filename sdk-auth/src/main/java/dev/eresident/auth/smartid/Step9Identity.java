package dev.eresident.auth.smartid;

import dev.eresident.auth.Outcome;
import dev.eresident.auth.internal.Holder;
import dev.eresident.core.ProtocolException;
import dev.eresident.core.certificate.Certificate;
import dev.eresident.core.internal.asn1.DerElement;
import dev.eresident.core.internal.asn1.DerReader;
import java.util.ArrayList;
import java.util.List;

/**
 * Step 9: the certificate is of the account that the answer names, and of the person or account that was asked for (reference §5.2, 9).
 *
 * <p>The account's number stands in the subject alternative name, as the common name of a directory name.
 */
record Step9Identity(SmartIdSession session) {
    private static final String ALTERNATIVE_NAME = "2.5.29.17";
    private static final String COMMON_NAME = "2.5.4.3";
    private static final int MAX_BYTES = 64 * 1024;
    private static final int DIRECTORY_NAME = DerElement.explicit(4);

    Outcome<Trusted, SmartIdRefusal> check(Trusted trusted) {
        Holder holder = Holder.of(trusted.certificate().subject()).orElse(null);
        if (holder == null) {
            return Outcome.refused(SmartIdRefusal.HOLDER_NOT_A_PERSON);
        }
        String person = holder.identifier().text();
        String document = trusted.answer().documentNumber();
        boolean same = document.startsWith(person + "-")
                && numbers(trusted.certificate()).equals(List.of(document))
                && session.subject().map(person::equals).orElse(true)
                && session.document().map(document::equals).orElse(true);
        return same ? Outcome.succeeded(trusted) : Outcome.refused(SmartIdRefusal.IDENTITY_MISMATCH);
    }

    /** The numbers of accounts that a certificate names; one in each of the scheme. */
    static List<String> numbers(Certificate certificate) {
        List<String> found = new ArrayList<>();
        try {
            byte[] extension = certificate.x509().getExtensionValue(ALTERNATIVE_NAME);
            if (extension == null) {
                return List.of();
            }
            DerReader names = DerReader.single(extension, DerElement.OCTET_STRING, MAX_BYTES)
                    .wrapped()
                    .next(DerElement.SEQUENCE)
                    .reader();
            while (names.hasNext()) {
                DerElement name = names.next();
                if (name.tag() == DIRECTORY_NAME) {
                    commonNames(name.reader().next(DerElement.SEQUENCE).reader(), found);
                }
            }
        } catch (ProtocolException e) {
            return List.of();
        }
        return found;
    }

    private static void commonNames(DerReader sets, List<String> found) {
        while (sets.hasNext()) {
            DerReader attributes = sets.next(DerElement.SET).reader();
            while (attributes.hasNext()) {
                DerReader attribute = attributes.next(DerElement.SEQUENCE).reader();
                if (attribute.next(DerElement.OID).oid().equals(COMMON_NAME)) {
                    attribute.next().text().ifPresent(found::add);
                }
            }
        }
    }
}
