package dev.eresident.sandbox.card;

import dev.eresident.sandbox.card.CardProfile.Generation;
import dev.eresident.sandbox.pki.Authority;
import dev.eresident.sandbox.pki.CertificateSpec;
import dev.eresident.sandbox.pki.Credential;
import dev.eresident.sandbox.pki.KeyType;
import dev.eresident.sandbox.pki.KeyUse;
import dev.eresident.sandbox.pki.QcStatement;
import dev.eresident.sandbox.pki.SandboxPki;
import dev.eresident.sandbox.pki.SignatureAlgorithm;
import java.io.IOException;
import java.net.URI;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.function.UnaryOperator;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.jspecify.annotations.Nullable;

/**
 * An Estonian identity card in software: two keys, two certificates with the profiles of the real ones, no PIN.
 *
 * <p>Immutable and safe for use by several threads.
 */
public final class IdCard {
    private static final String NCP_PLUS = "0.4.0.2042.1.2";
    private static final String QCP_N_QSCD = "0.4.0.194112.1.2";

    private final Person person;
    private final CardProfile profile;
    private final Authority issuer;
    private final Credential authentication;
    private final Credential signing;

    private IdCard(
            Person person, CardProfile profile, Authority issuer, Credential authentication, Credential signing) {
        this.person = person;
        this.profile = profile;
        this.issuer = issuer;
        this.authentication = authentication;
        this.signing = signing;
    }

    /**
     * Orders a card.
     *
     * @param pki who issues it
     * @param profile which document it is
     * @param person whose it is
     * @return a builder to change details
     */
    public static Builder order(SandboxPki pki, CardProfile profile, Person person) {
        return new Builder(pki, profile, person);
    }

    /**
     * The holder.
     *
     * @return the person
     */
    public Person person() {
        return person;
    }

    /**
     * The kind of document.
     *
     * @return the profile
     */
    public CardProfile profile() {
        return profile;
    }

    /**
     * Who issued both certificates.
     *
     * @return the authority
     */
    public Authority issuer() {
        return issuer;
    }

    /**
     * Certificate and key for logging in (PIN 1).
     *
     * @return both
     */
    public Credential authentication() {
        return authentication;
    }

    /**
     * Certificate and key for signing (PIN 2).
     *
     * @return both
     */
    public Credential signing() {
        return signing;
    }

    /**
     * The certificate for logging in.
     *
     * @return the certificate
     */
    public X509Certificate authenticationCertificate() {
        return authentication.certificate();
    }

    /**
     * The certificate for signing.
     *
     * @return the certificate
     */
    public X509Certificate signingCertificate() {
        return signing.certificate();
    }

    /**
     * Hashes and signs data with the signing key.
     *
     * @param data what to sign
     * @param algorithm how
     * @return raw R‖S or an RSA block
     */
    public byte[] sign(byte[] data, SignatureAlgorithm algorithm) {
        return signing.sign(data, algorithm);
    }

    /**
     * Signs a digest with the signing key, as {@code sign} of Web eID does.
     *
     * @param digest the hash value
     * @param algorithm how
     * @return raw R‖S or an RSA block
     */
    public byte[] signDigest(byte[] digest, SignatureAlgorithm algorithm) {
        return signing.signDigest(digest, algorithm);
    }

    /**
     * The algorithm that fits the card's signing key.
     *
     * @return ES384 for the cards since 2018
     */
    public SignatureAlgorithm defaultAlgorithm() {
        return signing.keyType().defaultAlgorithm();
    }

    /**
     * Makes the Web eID token that the browser would send.
     *
     * @param origin the origin of the page, for example {@code https://bank.example}
     * @param nonce the challenge as its Base64 text
     * @return JSON, format {@code web-eid:1.0}, algorithm as the key wants it
     */
    public String webEidToken(String origin, String nonce) {
        return webEid(origin, nonce).json();
    }

    /**
     * Makes a Web eID token that can still be changed.
     *
     * @param origin the origin of the page
     * @param nonce the challenge as its Base64 text
     * @return the token, signed
     */
    public WebEidToken webEid(String origin, String nonce) {
        return webEid(origin, nonce, authentication.keyType().defaultAlgorithm());
    }

    /**
     * Makes a Web eID token with a given algorithm.
     *
     * @param origin the origin of the page
     * @param nonce the challenge as its Base64 text
     * @param algorithm must fit the kind of key; the hash need not fit the curve
     * @return the token, signed
     */
    public WebEidToken webEid(String origin, String nonce, SignatureAlgorithm algorithm) {
        return WebEidToken.sign(this, origin, nonce, algorithm);
    }

    /** Names the document, not the person. */
    @Override
    public String toString() {
        return "IdCard[" + profile + "]";
    }

    /** Lets a test change details of a card before it is issued. For one thread. */
    public static final class Builder {
        private final SandboxPki pki;
        private final CardProfile profile;
        private final Person person;
        private KeyType keyType;
        private Authority issuer;
        private @Nullable String label;
        private @Nullable URI ocspUri;
        private UnaryOperator<CertificateSpec> authenticationChange = UnaryOperator.identity();
        private UnaryOperator<CertificateSpec> signingChange = UnaryOperator.identity();

        private Builder(SandboxPki pki, CardProfile profile, Person person) {
            this.pki = pki;
            this.profile = profile;
            this.person = person;
            this.keyType = profile.generation().keyType();
            this.issuer = profile.generation().authority(pki);
        }

        /**
         * Gives both keys another kind.
         *
         * @param value the kind
         * @return this
         */
        public Builder keyType(KeyType value) {
            this.keyType = value;
            return this;
        }

        /**
         * Lets another authority issue the card.
         *
         * @param value the authority
         * @return this
         */
        public Builder issuer(Authority value) {
            this.issuer = value;
            return this;
        }

        /**
         * Names the keys, so that they do not depend on how many cards were made before.
         *
         * @param value a name that is unique within the sandbox
         * @return this
         */
        public Builder label(String value) {
            this.label = value;
            return this;
        }

        /**
         * Writes another address of the OCSP responder into both certificates.
         *
         * @param value the address
         * @return this
         */
        public Builder ocspUri(URI value) {
            this.ocspUri = value;
            return this;
        }

        /**
         * Changes the certificate for logging in.
         *
         * @param change gets the profile, returns what is issued
         * @return this
         */
        public Builder authenticationCertificate(UnaryOperator<CertificateSpec> change) {
            this.authenticationChange = change;
            return this;
        }

        /**
         * Changes the certificate for signing.
         *
         * @param change gets the profile, returns what is issued
         * @return this
         */
        public Builder signingCertificate(UnaryOperator<CertificateSpec> change) {
            this.signingChange = change;
            return this;
        }

        /**
         * Issues the card; the OCSP responder knows it from now on.
         *
         * @return the card
         */
        public IdCard issue() {
            Credential authentication = pki.issue(authenticationChange.apply(authenticationSpec()));
            Credential signing = pki.issue(signingChange.apply(signingSpec()));
            return new IdCard(person, profile, issuer, authentication, signing);
        }

        private CertificateSpec authenticationSpec() {
            boolean modern = profile.generation() == Generation.ESTEID2025;
            CertificateSpec spec = base("authentication")
                    .purposes(!modern, SandboxPki.CLIENT_AUTH, SandboxPki.EMAIL_PROTECTION)
                    .qcStatements(QcStatement.QC_PDS);
            if (keyType.isEllipticCurve()) {
                spec.keyUsage(KeyUse.DIGITAL_SIGNATURE, KeyUse.KEY_AGREEMENT);
            } else {
                spec.keyUsage(KeyUse.DIGITAL_SIGNATURE, KeyUse.KEY_ENCIPHERMENT, KeyUse.DATA_ENCIPHERMENT);
            }
            return policies(spec, NCP_PLUS);
        }

        private CertificateSpec signingSpec() {
            CertificateSpec spec = base("digital signature")
                    .keyUsage(KeyUse.NON_REPUDIATION)
                    .qcStatements(
                            QcStatement.QC_COMPLIANCE,
                            QcStatement.QC_SSCD,
                            QcStatement.QC_TYPE_ESIGN,
                            QcStatement.QC_PDS);
            return policies(spec, QCP_N_QSCD);
        }

        private CertificateSpec policies(CertificateSpec spec, String level) {
            return profile.generation() == Generation.ESTEID2025
                    ? spec.policies(level, profile.documentPolicy())
                    : spec.policies(profile.documentPolicy(), level);
        }

        private CertificateSpec base(String purpose) {
            Instant today = pki.today();
            CertificateSpec spec = new CertificateSpec(
                            subject(purpose), today.minus(300, ChronoUnit.DAYS), today.plus(1500, ChronoUnit.DAYS))
                    .issuer(issuer)
                    .keyType(keyType)
                    .ocspUri(ocspUri == null ? issuer.ocspUri() : ocspUri);
            if (label != null) {
                spec.label("card/" + label + "/" + purpose);
            }
            return spec;
        }

        private X500Principal subject(String purpose) {
            String commonName = person.surname() + "," + person.givenName() + "," + person.personalCode();
            boolean legacy = profile.organisation() != null;
            X500NameBuilder name = new X500NameBuilder(BCStyle.INSTANCE);
            if (profile.generation() != Generation.ESTEID2025) {
                name.addRDN(BCStyle.C, "EE");
            }
            if (legacy) {
                name.addRDN(BCStyle.O, profile.organisation());
                name.addRDN(BCStyle.OU, purpose);
            }
            name.addRDN(BCStyle.CN, commonName);
            name.addRDN(BCStyle.SURNAME, person.surname());
            name.addRDN(BCStyle.GIVENNAME, person.givenName());
            name.addRDN(BCStyle.SERIALNUMBER, legacy ? person.personalCode() : person.semanticsIdentifier());
            if (profile.generation() == Generation.ESTEID2025) {
                name.addRDN(BCStyle.C, "EE");
            }
            try {
                return new X500Principal(name.build().getEncoded());
            } catch (IOException e) {
                throw new IllegalStateException("The name of the holder could not be encoded", e);
            }
        }
    }
}
