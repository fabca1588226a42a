package dev.eresident.core.signature.cades;

import dev.eresident.core.Bytes;
import dev.eresident.core.ProtocolException;
import dev.eresident.core.certificate.Certificate;
import dev.eresident.core.internal.asn1.BerElement;
import dev.eresident.core.internal.asn1.DerElement;
import dev.eresident.core.internal.asn1.DerReader;
import dev.eresident.core.internal.cms.CmsAttribute;
import dev.eresident.core.internal.cms.CmsLimits;
import dev.eresident.core.internal.cms.CmsSignedData;
import dev.eresident.core.internal.cms.CmsSigner;
import dev.eresident.core.signature.validation.CertificateValidation;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The certificates, OCSP answers and revocation lists of a signature, wherever it embeds them. What cannot be read is left out: nothing can depend on it. */
final class EmbeddedEvidence {
    private static final CmsLimits TOKEN = new CmsLimits(256 * 1024, 32, 64, 4);
    private static final int MAX_ANSWERS = 512;
    private static final int ENUMERATED = 0x0a;

    private final Set<Bytes> certificates = new LinkedHashSet<>();
    private final Set<Bytes> ocsp = new LinkedHashSet<>();
    private final Set<Bytes> crls = new LinkedHashSet<>();
    private final List<Bytes> candidates;
    private final Set<Bytes> ownAnswers = Collections.newSetFromMap(new IdentityHashMap<>());

    private EmbeddedEvidence(CadesDocument document, CadesSignature signature) {
        add(document.data());
        add(signature.signer());
        candidates = List.copyOf(certificates);
        ownAnswers.addAll(ocsp);
        ownAnswers.addAll(crls);
    }

    static EmbeddedEvidence of(CadesDocument document, CadesSignature signature) {
        EmbeddedEvidence evidence = new EmbeddedEvidence(document, signature);
        for (CadesSignature.Stamp stamp : signature.stamps()) {
            evidence.addToken(stamp.token());
        }
        return evidence;
    }

    /** Where the signer's certificate may be: all certificates of the document itself. */
    List<Bytes> candidates() {
        return candidates;
    }

    List<Certificate> certificatesBut(Certificate signer) {
        List<Certificate> others = new ArrayList<>(certificates.size());
        for (Bytes der : certificates) {
            if (!der.equals(signer.der())) {
                CertificateValidation.readable(der).ifPresent(others::add);
            }
        }
        return others;
    }

    List<Bytes> ocspAnswers() {
        return List.copyOf(ocsp);
    }

    List<Bytes> crls() {
        return List.copyOf(crls);
    }

    /** Those answers and lists that stand in the document itself and not in a token; a set by identity of what the lists hold. */
    Set<Bytes> ownAnswers() {
        return Collections.unmodifiableSet(ownAnswers);
    }

    void add(Surroundings around) {
        around.certificates().forEach(one -> addTo(certificates, one));
        around.ocspAnswers().forEach(one -> addTo(ocsp, one));
        around.crls().forEach(one -> addTo(crls, one));
    }

    private void add(CmsSignedData data) {
        for (Bytes choice : data.certificateChoices()) {
            if (tag(choice) == DerElement.SEQUENCE) {
                certificates.add(choice);
            }
        }
        for (Bytes choice : data.revocationChoices()) {
            if (tag(choice) == DerElement.SEQUENCE) {
                addTo(crls, choice);
            } else if (tag(choice) == DerElement.explicit(1)) {
                tolerant(() -> other(choice));
            }
        }
    }

    private static int tag(Bytes element) {
        return element.toByteArray()[0] & 0xff;
    }

    /** OtherRevocationInfoFormat (RFC 5652 §10.2.1, RFC 5940). */
    private void other(Bytes choice) {
        DerReader parts = DerReader.single(choice.toByteArray(), DerElement.explicit(1), CadesDocument.MAX_BYTES)
                .reader();
        String format = parts.next(DerElement.OID).oid();
        Bytes info = Bytes.of(parts.next().encoded());
        if (format.equals(CadesOid.OCSP_RESPONSE)) {
            addTo(ocsp, info);
        } else if (format.equals(CadesOid.OCSP_BASIC)) {
            addTo(ocsp, response(info));
        }
    }

    private void add(CmsSigner signer) {
        for (CmsAttribute attribute : signer.unsignedAttributes()) {
            switch (attribute.oid()) {
                case CadesOid.CERTIFICATE_VALUES ->
                    tolerant(() -> {
                        DerReader list = attribute.value().reader();
                        while (list.hasNext()) {
                            addTo(
                                    certificates,
                                    Bytes.of(list.next(DerElement.SEQUENCE).encoded()));
                        }
                    });
                case CadesOid.REVOCATION_VALUES -> tolerant(() -> revocationValues(attribute.value(), true));
                default -> {
                    // Others hold no validation data.
                }
            }
        }
        for (CmsAttribute attribute : signer.signedAttributes()) {
            if (attribute.oid().equals(CadesOid.ADOBE_REVOCATION)) {
                tolerant(() -> revocationValues(attribute.value(), false));
            }
        }
    }

    /** RevocationValues (RFC 5126 §6.3.4) with basic answers, or RevocationInfoArchival of PDF with whole ones. */
    private void revocationValues(DerElement value, boolean cades) {
        DerReader parts = value.reader();
        while (parts.hasNext()) {
            DerElement field = parts.next();
            if (field.tag() != DerElement.explicit(0) && field.tag() != DerElement.explicit(1)) {
                continue;
            }
            DerReader list = field.reader().next(DerElement.SEQUENCE).reader();
            while (list.hasNext()) {
                Bytes one = Bytes.of(list.next(DerElement.SEQUENCE).encoded());
                if (field.tag() == DerElement.explicit(0)) {
                    addTo(crls, one);
                } else {
                    addTo(ocsp, cades ? response(one) : one);
                }
            }
        }
    }

    private void addToken(Bytes token) {
        tolerant(() -> {
            CmsSignedData data = CmsSignedData.read(token.toByteArray(), TOKEN);
            add(data);
            data.signers().forEach(this::add);
        });
    }

    /** Puts a BasicOCSPResponse into the OCSPResponse that it came in (RFC 6960 §4.2.1). */
    private static Bytes response(Bytes basic) {
        byte[] oid = {0x06, 0x09, 0x2b, 6, 1, 5, 5, 7, 0x30, 1, 1};
        byte[] octets = BerElement.der(DerElement.OCTET_STRING, List.of(basic.toByteArray()));
        byte[] bytes = BerElement.der(
                DerElement.explicit(0), List.of(BerElement.der(DerElement.SEQUENCE, List.of(oid, octets))));
        return Bytes.of(BerElement.der(DerElement.SEQUENCE, List.of(new byte[] {ENUMERATED, 1, 0}, bytes)));
    }

    private static void addTo(Set<Bytes> set, Bytes one) {
        if (set.size() < MAX_ANSWERS) {
            set.add(one);
        }
    }

    private static void tolerant(Runnable reading) {
        try {
            reading.run();
        } catch (ProtocolException e) {
            // What cannot be read is as good as absent.
        }
    }
}
