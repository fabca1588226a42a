package dev.eresident.core.signature.qualification;

import dev.eresident.core.certificate.Certificate;
import dev.eresident.core.certificate.Oid;
import dev.eresident.core.certificate.QcStatements;
import dev.eresident.core.trust.TrustService;
import java.util.Set;

/**
 * What a certificate says of itself (TS 119 615 §4.4 table 1, §4.5; EN 319 412-5; ETSI TS 101 456 for certificates of before the Regulation).
 *
 * @param qualified that it is an EU qualified certificate
 * @param type what it is for
 * @param device that its key is in a qualified device
 */
record CertificateStatements(boolean qualified, CertificateType type, boolean device) {
    /** Qualified certificate policies of the Directive: QCP public, and QCP public with SSCD. */
    private static final Oid QCP = Oid.of("0.4.0.1456.1.2");

    private static final Oid QCP_PLUS = Oid.of("0.4.0.1456.1.1");

    /** QcCClegislation names countries whose law, not that of the Union, makes the certificate qualified. */
    private static final Oid OTHER_LEGISLATION = Oid.of("0.4.0.1862.1.7");

    private static final Oid SIGNATURE = Oid.of("0.4.0.1862.1.6.1");
    private static final Oid SEAL = Oid.of("0.4.0.1862.1.6.2");
    private static final Oid WEB = Oid.of("0.4.0.1862.1.6.3");

    static CertificateStatements of(Certificate certificate) {
        QcStatements statements = certificate.qcStatements();
        if (certificate.notBefore().isBefore(TrustService.EIDAS)) {
            boolean plus = certificate.policies().contains(QCP_PLUS);
            boolean qualified =
                    statements.compliant() || plus || certificate.policies().contains(QCP);
            return new CertificateStatements(
                    qualified, qualified ? CertificateType.ESIG : CertificateType.UNKNOWN, plus || statements.qscd());
        }
        boolean qualified = statements.compliant() && !statements.others().contains(OTHER_LEGISLATION);
        return new CertificateStatements(qualified, type(statements), statements.qscd());
    }

    private static CertificateType type(QcStatements statements) {
        Set<Oid> types = statements.types();
        boolean signature = types.contains(SIGNATURE);
        boolean seal = types.contains(SEAL);
        boolean web = types.contains(WEB);
        if (!signature && !seal && !web) {
            return statements.compliant() ? CertificateType.ESIG : CertificateType.UNKNOWN;
        }
        if (signature && !seal && !web) {
            return CertificateType.ESIG;
        }
        if (seal && !signature && !web) {
            return CertificateType.ESEAL;
        }
        return web && !signature && !seal ? CertificateType.WSA : CertificateType.UNKNOWN;
    }
}
