package dev.eresident.core.signature.qualification;

import dev.eresident.core.certificate.Certificate;
import dev.eresident.core.certificate.KeyUsage;
import dev.eresident.core.trust.Criterion;
import dev.eresident.core.trust.ServiceType;
import dev.eresident.core.trust.TrustService;
import dev.eresident.core.trust.TrustService.QualificationElement;
import dev.eresident.core.trust.TrustService.StatusPeriod;
import dev.eresident.sandbox.pki.CertificateSpec;
import dev.eresident.sandbox.pki.KeyUse;
import dev.eresident.sandbox.pki.QcStatement;
import dev.eresident.sandbox.pki.SandboxPki;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1EncodableVector;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERSequence;

/** Signers and the services above them, for the tests of this room. */
final class Certificates {
    static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");
    static final Instant ISSUED = Instant.parse("2020-01-01T00:00:00Z");
    static final Instant ISSUED_BEFORE_EIDAS = Instant.parse("2014-01-01T00:00:00Z");
    static final String GRANTED = "granted";

    /** Fulfilled by all signers here. */
    static final Criterion ALWAYS = new Criterion.KeyUsageBits(Map.of(KeyUsage.NON_REPUDIATION, true));

    static final Criterion NEVER = new Criterion.KeyUsageBits(Map.of(KeyUsage.NON_REPUDIATION, false));
    static final Criterion PERHAPS = new Criterion.NotUnderstood("Future");

    private static final SandboxPki PKI =
            new SandboxPki(11, Clock.fixed(NOW, ZoneOffset.UTC), URI.create("http://127.0.0.1:1"));
    private static final String INFORMATION = "http://uri.etsi.org/TrstSvc/TrustedList/SvcInfoExt/";

    private Certificates() {}

    static Certificate signer(Instant issued, List<String> policies, QcStatement... statements) {
        return Certificate.of(
                PKI.issue(new CertificateSpec(new X500Principal("CN=Test"), issued, issued.plusSeconds(200_000_000))
                                .issuer(PKI.esteid2018())
                                .keyUsage(KeyUse.NON_REPUDIATION)
                                .policies(policies.toArray(String[]::new))
                                .qcStatements(statements))
                        .certificate());
    }

    static Certificate signer(QcStatement... statements) {
        return signer(ISSUED, List.of(), statements);
    }

    /** A signer whose statements are these identifiers; those of types are put into one QcType statement. */
    static Certificate stating(String... oids) {
        ASN1EncodableVector statements = new ASN1EncodableVector();
        ASN1EncodableVector types = new ASN1EncodableVector();
        for (String oid : oids) {
            if (oid.startsWith("0.4.0.1862.1.6.")) {
                types.add(new ASN1ObjectIdentifier(oid));
            } else {
                statements.add(new DERSequence(new ASN1ObjectIdentifier(oid)));
            }
        }
        if (types.size() > 0) {
            statements.add(new DERSequence(
                    new ASN1Encodable[] {new ASN1ObjectIdentifier("0.4.0.1862.1.6"), new DERSequence(types)}));
        }
        try {
            return Certificate.of(
                    PKI.issue(new CertificateSpec(new X500Principal("CN=Test"), ISSUED, ISSUED.plusSeconds(200_000_000))
                                    .issuer(PKI.esteid2018())
                                    .keyUsage(KeyUse.NON_REPUDIATION)
                                    .extension("1.3.6.1.5.5.7.1.3", false, new DERSequence(statements).getEncoded()))
                            .certificate());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Certificate authority() {
        return Certificate.of(PKI.esteid2018().certificate());
    }

    /** Qualifiers by their short names. */
    static QualificationElement element(Criterion criterion, String... qualifiers) {
        return new QualificationElement(
                Arrays.stream(qualifiers).map(INFORMATION::concat).toList(), criterion);
    }

    /** A period for signatures and seals. */
    static StatusPeriod period(String from, String status, QualificationElement... elements) {
        return period(ServiceType.CA_QC, from, status, List.of("ForeSignatures", "ForeSeals"), elements);
    }

    static StatusPeriod period(
            ServiceType type, String from, String status, List<String> information, QualificationElement... elements) {
        return new StatusPeriod(
                type,
                "http://uri.etsi.org/TrstSvc/TrustedList/Svcstatus/" + status,
                Instant.parse(from),
                List.of(elements),
                information.stream().map(INFORMATION::concat).toList(),
                false);
    }

    static TrustService service(StatusPeriod... periods) {
        return new TrustService(periods[0].type(), "CA", "EE", List.of(authority()), List.of(periods));
    }

    /** A service granted since the Regulation, with these qualifiers for the signer. */
    static TrustService granted(QualificationElement... elements) {
        return service(period("2016-06-30T22:00:00Z", GRANTED, elements));
    }

    static List<List<TrustService>> near(TrustService... services) {
        return List.of(List.of(services));
    }

    static List<List<TrustService>> nearAndAbove(TrustService near, TrustService above) {
        return new ArrayList<>(List.of(List.of(near), List.of(above)));
    }
}
