package dev.eresident.sandbox.smartid;

import dev.eresident.sandbox.card.Person;
import dev.eresident.sandbox.pki.Authority;
import dev.eresident.sandbox.pki.CertificateSpec;
import dev.eresident.sandbox.pki.Credential;
import dev.eresident.sandbox.pki.KeyType;
import dev.eresident.sandbox.pki.KeyUse;
import dev.eresident.sandbox.pki.QcStatement;
import dev.eresident.sandbox.pki.SandboxPki;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;

/** An account of a made-up person: a number, and a certificate for login and one for signatures. Immutable. */
public final class SmartIdAccount {
    private static final String SMART_ID_QUALIFIED = "1.3.6.1.4.1.10015.17.2";
    private static final String NCP_PLUS = "0.4.0.2042.1.2";
    private static final String QCP_N_QSCD = "0.4.0.194112.1.2";
    private static final String SMART_ID_LOGIN = "1.3.6.1.4.1.62306.5.7.0";

    private final String documentNumber;
    private final Credential login;
    private final Credential signing;

    private SmartIdAccount(String documentNumber, Credential login, Credential signing) {
        this.documentNumber = documentNumber;
        this.login = login;
        this.signing = signing;
    }

    static SmartIdAccount issue(SandboxPki pki, Authority issuer, Person person, String suffix, Instant until) {
        String number = person.semanticsIdentifier() + "-" + suffix;
        String label = "smart-id/" + issuer.id() + "/" + number + "/" + until.getEpochSecond();
        return new SmartIdAccount(
                number,
                pki.issue(spec(pki, issuer, person, number, until)
                        .label(label + "/login")
                        .policies(SMART_ID_QUALIFIED, NCP_PLUS)
                        .keyUsage(KeyUse.DIGITAL_SIGNATURE)
                        .purposes(false, SMART_ID_LOGIN)),
                pki.issue(spec(pki, issuer, person, number, until)
                        .label(label + "/signing")
                        .policies(SMART_ID_QUALIFIED, QCP_N_QSCD)
                        .keyUsage(KeyUse.NON_REPUDIATION)
                        .qcStatements(QcStatement.QC_COMPLIANCE, QcStatement.QC_SSCD, QcStatement.QC_TYPE_ESIGN)));
    }

    private static CertificateSpec spec(SandboxPki pki, Authority issuer, Person person, String number, Instant until) {
        try {
            byte[] names = new GeneralNames(new GeneralName(new X500NameBuilder(BCStyle.INSTANCE)
                            .addRDN(BCStyle.CN, number)
                            .build()))
                    .getEncoded();
            X500Principal subject = new X500Principal(new X500NameBuilder(BCStyle.INSTANCE)
                    .addRDN(BCStyle.C, "EE")
                    .addRDN(BCStyle.CN, person.surname() + "," + person.givenName())
                    .addRDN(BCStyle.SURNAME, person.surname())
                    .addRDN(BCStyle.GIVENNAME, person.givenName())
                    .addRDN(BCStyle.SERIALNUMBER, person.semanticsIdentifier())
                    .build()
                    .getEncoded());
            return new CertificateSpec(subject, pki.today().minus(Duration.ofDays(400)), until)
                    .keyType(KeyType.RSA2048)
                    .issuer(issuer)
                    .ocspUri(issuer.ocspUri())
                    .extension("2.5.29.17", false, names);
        } catch (IOException e) {
            throw new IllegalStateException("A name could not be encoded", e);
        }
    }

    /**
     * The number of the account.
     *
     * @return for example {@code PNOEE-…-DEMO-Q}
     */
    public String documentNumber() {
        return documentNumber;
    }

    /**
     * The key and certificate for logins.
     *
     * @return the credential
     */
    public Credential login() {
        return login;
    }

    /**
     * The key and certificate for signatures.
     *
     * @return the credential
     */
    public Credential signing() {
        return signing;
    }

    /** Says that it is one. */
    @Override
    public String toString() {
        return "SmartIdAccount";
    }
}
