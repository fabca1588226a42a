package dev.eresident.sandbox.mobileid;

import dev.eresident.sandbox.card.Person;
import dev.eresident.sandbox.pki.Authority;
import dev.eresident.sandbox.pki.CertificateSpec;
import dev.eresident.sandbox.pki.KeyType;
import dev.eresident.sandbox.pki.KeyUse;
import dev.eresident.sandbox.pki.QcStatement;
import dev.eresident.sandbox.pki.SandboxPki;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.jspecify.annotations.Nullable;

/** The SIM card in the phone, one for each kind of key, and the wrong ones that it may show; each issued when it is first needed. */
final class SimCards {
    private static final String MOBILE_ID = "1.3.6.1.4.1.10015.18.1";
    private static final String SMART_ID = "1.3.6.1.4.1.10015.17.2";
    private static final String NCP_PLUS = "0.4.0.2042.1.2";
    private static final String QCP_N_QSCD = "0.4.0.194112.1.2";
    private static final Person OTHER = Person.of("OTHER", "TESTPERSON", LocalDate.of(1980, 2, 3), true, 0);
    private static final String ESTONIA = "EE";

    private final SandboxPki pki;
    private final Person person;
    private final String phoneNumber;
    private final Map<String, MobileIdAccount> issued = new HashMap<>();

    SimCards(SandboxPki pki, Person person, String phoneNumber) {
        this.pki = pki;
        this.person = person;
        this.phoneNumber = phoneNumber;
    }

    synchronized MobileIdAccount shown(KeyType keyType, @Nullable MobileIdFault fault) {
        Authority issuer = fault == MobileIdFault.STRANGER ? pki.stranger() : pki.mobileId();
        Person holder = fault == MobileIdFault.OTHER_PERSON ? OTHER : person;
        String country = fault == MobileIdFault.OTHER_COUNTRY ? "LT" : ESTONIA;
        String policy = fault == MobileIdFault.POLICY ? SMART_ID : MOBILE_ID;
        int from = fault == MobileIdFault.NOT_YET_VALID ? 2 : -400;
        int until = fault == MobileIdFault.EXPIRED ? -1 : 700;
        String label = "mobile-id/" + keyType + "/" + issuer.id() + "/" + holder.personalCode() + "/" + country + "/"
                + policy + "/" + from + "/" + until;
        MobileIdAccount known = issued.get(label);
        if (known == null) {
            CertificateSpec login = spec(issuer, holder, country, from, until)
                    .keyType(keyType)
                    .label(label + "/login")
                    .policies(policy, NCP_PLUS)
                    .keyUsage(KeyUse.DIGITAL_SIGNATURE)
                    .purposes(false, SandboxPki.CLIENT_AUTH);
            CertificateSpec signing = spec(issuer, holder, country, from, until)
                    .keyType(keyType)
                    .label(label + "/signing")
                    .policies(policy, QCP_N_QSCD)
                    .keyUsage(KeyUse.NON_REPUDIATION)
                    .qcStatements(QcStatement.QC_COMPLIANCE, QcStatement.QC_SSCD, QcStatement.QC_TYPE_ESIGN);
            known = new MobileIdAccount(phoneNumber, holder.personalCode(), pki.issue(login), pki.issue(signing));
            issued.put(label, known);
        }
        return known;
    }

    private CertificateSpec spec(Authority issuer, Person holder, String country, int from, int until) {
        try {
            X500Principal subject = new X500Principal(new X500NameBuilder(BCStyle.INSTANCE)
                    .addRDN(BCStyle.C, country)
                    .addRDN(BCStyle.CN, holder.surname() + "," + holder.givenName() + "," + holder.personalCode())
                    .addRDN(BCStyle.SURNAME, holder.surname())
                    .addRDN(BCStyle.GIVENNAME, holder.givenName())
                    .addRDN(BCStyle.SERIALNUMBER, "PNO" + country + "-" + holder.personalCode())
                    .build()
                    .getEncoded());
            return new CertificateSpec(subject, day(from), day(until))
                    .issuer(issuer)
                    .ocspUri(issuer.ocspUri());
        } catch (IOException e) {
            throw new IllegalStateException("A name could not be encoded", e);
        }
    }

    private Instant day(int count) {
        return pki.today().plus(Duration.ofDays(count));
    }
}
