package dev.eresident.auth.smartid;

import dev.eresident.auth.Outcome;
import dev.eresident.core.certificate.Certificate;
import dev.eresident.core.certificate.Environment;
import dev.eresident.core.certificate.KeyUsage;
import dev.eresident.core.certificate.Oid;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Steps 7 and 8: policies and purpose are those of Smart-ID for the claimed level and this kind of session (reference §5.2, 7–8).
 *
 * <p>In test environments the policy {@code 1.3.6.1.4.1.10015.3.17} counts as {@code …10015.17}: older test accounts have it.
 */
record Step7Policy(SmartIdSession.Kind kind, Environment environment) {
    private static final Oid QUALIFIED = Oid.of("1.3.6.1.4.1.10015.17.2");
    private static final Oid NON_QUALIFIED = Oid.of("1.3.6.1.4.1.10015.17.1");
    private static final Oid TEST_QUALIFIED = Oid.of("1.3.6.1.4.1.10015.3.17.2");
    private static final Oid TEST_NON_QUALIFIED = Oid.of("1.3.6.1.4.1.10015.3.17.1");
    private static final Oid NCP = Oid.of("0.4.0.2042.1.1");
    private static final Oid NCP_PLUS = Oid.of("0.4.0.2042.1.2");
    private static final Oid QCP_N_QSCD = Oid.of("0.4.0.194112.1.2");
    private static final Oid SMART_ID_LOGIN = Oid.of("1.3.6.1.4.1.62306.5.7.0");
    private static final Oid CLIENT_AUTH = Oid.of("1.3.6.1.5.5.7.3.2");
    private static final Oid FOR_SIGNATURES = Oid.of("0.4.0.1862.1.6.1");

    Outcome<Trusted, SmartIdRefusal> check(Trusted trusted) {
        Certificate certificate = trusted.certificate();
        boolean qualified = trusted.answer().level() == SmartIdLevel.QUALIFIED;
        List<Oid> policies = certificate.policies();
        boolean scheme = policies.contains(qualified ? QUALIFIED : NON_QUALIFIED)
                || (environment == Environment.TEST
                        && policies.contains(qualified ? TEST_QUALIFIED : TEST_NON_QUALIFIED));
        Oid general = NCP;
        if (qualified) {
            general = kind == SmartIdSession.Kind.LOGIN ? NCP_PLUS : QCP_N_QSCD;
        }
        if (!scheme || !policies.contains(general)) {
            return Outcome.refused(SmartIdRefusal.POLICY_WRONG);
        }
        boolean fits = kind == SmartIdSession.Kind.LOGIN ? forLogin(certificate) : forSigning(certificate, qualified);
        return fits ? Outcome.succeeded(trusted) : Outcome.refused(SmartIdRefusal.PURPOSE_WRONG);
    }

    /** Since April 2025 one bit and a purpose of Smart-ID's own; before, three bits and clientAuth. */
    private static boolean forLogin(Certificate certificate) {
        Set<KeyUsage> usage = certificate.keyUsage().orElse(Set.of());
        Optional<List<Oid>> purposes = certificate.extendedKeyUsage();
        boolean present = usage.contains(KeyUsage.DIGITAL_SIGNATURE)
                && !usage.contains(KeyUsage.NON_REPUDIATION)
                && purposes.isPresent();
        boolean modern = present && purposes.get().contains(SMART_ID_LOGIN);
        boolean older = present
                && purposes.get().contains(CLIENT_AUTH)
                && usage.contains(KeyUsage.KEY_ENCIPHERMENT)
                && usage.contains(KeyUsage.DATA_ENCIPHERMENT);
        return modern || older;
    }

    private static boolean forSigning(Certificate certificate, boolean qualified) {
        return certificate.keyUsage().orElse(Set.of()).contains(KeyUsage.NON_REPUDIATION)
                && (!qualified || certificate.qcStatements().types().contains(FOR_SIGNATURES));
    }
}
