package dev.eresident.sandbox.pki;

import java.math.BigInteger;
import java.net.URI;
import java.security.KeyPair;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import javax.security.auth.x500.X500Principal;
import org.jspecify.annotations.Nullable;

/**
 * The certification authorities of the sandbox, shaped like the Estonian ones, and whatever they issue.
 *
 * <p>Issuer common names end with the generation token of the real authority ({@code TEST of ESTEID2018}) so that certificate
 * classification works, but the organisation is {@value #ORGANISATION}, so that no name equals a real one. Keys and serial numbers come
 * from the seed, times from the clock at the first use, made when first asked for. Safe for use by several threads.
 */
public final class SandboxPki {
    /** The organisation in the name of every authority. */
    public static final String ORGANISATION = "e-Resident SDK sandbox";

    /** Extended key usage: server authentication. */
    public static final String SERVER_AUTH = "1.3.6.1.5.5.7.3.1";

    /** Extended key usage: client authentication. */
    public static final String CLIENT_AUTH = "1.3.6.1.5.5.7.3.2";

    /** Extended key usage: e-mail protection. */
    public static final String EMAIL_PROTECTION = "1.3.6.1.5.5.7.3.4";

    /** Extended key usage: time-stamping. */
    public static final String TIME_STAMPING = "1.3.6.1.5.5.7.3.8";

    /** Extended key usage: signing OCSP answers. */
    public static final String OCSP_SIGNING = "1.3.6.1.5.5.7.3.9";

    private static final String ANY_POLICY = "2.5.29.32.0";

    private final long seed;
    private final Clock clock;
    private final Instant today;
    private final URI baseUri;
    private final Map<String, Authority> authorities = new HashMap<>();
    private final Map<String, Credential> credentials = new HashMap<>();
    private final Set<String> issued = new HashSet<>();
    private int counter;

    /**
     * Makes an empty PKI; {@code Sandbox} does this.
     *
     * @param seed where all keys and numbers come from
     * @param clock where all times come from
     * @param baseUri the address of the sandbox, written into certificates
     */
    public SandboxPki(long seed, Clock clock, URI baseUri) {
        this.seed = seed;
        this.clock = clock;
        this.today = clock.instant().truncatedTo(ChronoUnit.DAYS);
        this.baseUri = baseUri;
    }

    /**
     * The authority of the cards of 2018 to 2025: P-521, {@code CN=TEST of ESTEID2018}.
     *
     * @return the issuing authority
     */
    public Authority esteid2018() {
        return authority("esteid2018", () -> {
            Authority root = root("eegovca2018", "TEST of EE-GovCA2018", KeyType.P521);
            CertificateSpec spec = authoritySpec("TEST of ESTEID2018", KeyType.P521, 7)
                    .issuer(root)
                    .purposes(true, OCSP_SIGNING, CLIENT_AUTH, EMAIL_PROTECTION);
            return authorityOf("esteid2018", spec, root);
        });
    }

    /**
     * The authority of the cards since 2025: P-384, {@code CN=Test ESTEID2025}.
     *
     * @return the issuing authority
     */
    public Authority esteid2025() {
        return authority("esteid2025", () -> {
            Authority root = root("eegovca2025", "Test EEGovCA2025", KeyType.P384);
            CertificateSpec spec =
                    authoritySpec("Test ESTEID2025", KeyType.P384, 2).issuer(root);
            return authorityOf("esteid2025", spec, root);
        });
    }

    /**
     * The authority of Smart-ID accounts: P-384, {@code CN=TEST of EID-Q 2024E}.
     *
     * @return the issuing authority
     */
    public Authority smartId() {
        return authority("eidq2024e", () -> {
            Authority root = root("rootg1e", "TEST of ROOT G1E", KeyType.P384);
            return authorityOf(
                    "eidq2024e",
                    authoritySpec("TEST of EID-Q 2024E", KeyType.P384, 2).issuer(root),
                    root);
        });
    }

    /**
     * The authority of Mobile-ID: P-384, {@code CN=TEST of SK ID Solutions EID-Q 2021E}.
     *
     * @return the issuing authority
     */
    public Authority mobileId() {
        return authority("eidq2021e", () -> {
            Authority root = root("rootg1e", "TEST of ROOT G1E", KeyType.P384);
            CertificateSpec spec = authoritySpec("TEST of SK ID Solutions EID-Q 2021E", KeyType.P384, 5);
            return authorityOf("eidq2021e", spec.issuer(root), root);
        });
    }

    /**
     * The authority of the cards before 2018: RSA, {@code CN=TEST of ESTEID-SK 2015}.
     *
     * @return the issuing authority
     */
    public Authority esteidSk2015() {
        return authority("esteid2015", () -> {
            Authority root = root("eeccrca", "TEST of EE Certification Centre Root CA", KeyType.RSA2048);
            CertificateSpec spec = authoritySpec("TEST of ESTEID-SK 2015", KeyType.RSA2048, 9)
                    .issuer(root)
                    .purposes(true, OCSP_SIGNING, CLIENT_AUTH, EMAIL_PROTECTION);
            return authorityOf("esteid2015", spec, root);
        });
    }

    /**
     * The authority above the time-stamping unit: P-256.
     *
     * @return the authority
     */
    public Authority tsaAuthority() {
        return root("tsaca", "TEST of SANDBOX TSA CA", KeyType.P256);
    }

    /**
     * An authority that no list of the sandbox trusts, for negative tests: P-384, named like a card authority.
     *
     * @return the authority
     */
    public Authority stranger() {
        return root("stranger", "TEST of STRANGER ESTEID2025", KeyType.P384);
    }

    /**
     * The certificates that a relying party has to trust: the three card authorities.
     *
     * @return issuing authorities, oldest generation last
     */
    public List<X509Certificate> cardAuthorities() {
        return List.of(
                esteid2025().certificate(),
                esteid2018().certificate(),
                esteidSk2015().certificate());
    }

    /**
     * The delegated OCSP responder of an authority (RFC 6960 §4.2.2.2): P-256, or RSA below an RSA authority.
     *
     * @param authority whose certificates it answers for
     * @return certificate and key
     */
    public Credential ocspResponder(Authority authority) {
        return credential("ocsp/" + authority.id(), () -> ocspResponderSpec(authority));
    }

    /**
     * The profile of a delegated OCSP responder, to be changed by tests.
     *
     * @param authority the issuer
     * @return EKU OCSPSigning, {@code id-pkix-ocsp-nocheck}, valid from 30 days ago for a year
     */
    public CertificateSpec ocspResponderSpec(Authority authority) {
        String name = commonName(authority.certificate()) + " AIA OCSP RESPONDER";
        boolean rsa = authority.credential().keyType() == KeyType.RSA2048;
        return new CertificateSpec(
                        organisation(name), today.minus(30, ChronoUnit.DAYS), today.plus(335, ChronoUnit.DAYS))
                .issuer(authority)
                .keyType(rsa ? KeyType.RSA2048 : KeyType.P256)
                .keyUsage(KeyUse.DIGITAL_SIGNATURE)
                .purposes(true, OCSP_SIGNING)
                .ocspNoCheck(true);
    }

    /**
     * The time-stamping unit.
     *
     * @return certificate and key
     */
    public Credential tsa() {
        return credential("tsa", this::tsaSpec);
    }

    /**
     * The profile of the time-stamping unit, to be changed by tests.
     *
     * @return P-256, critical EKU timeStamping only, valid from a year ago for six years
     */
    public CertificateSpec tsaSpec() {
        return new CertificateSpec(organisation("TEST of SANDBOX TIMESTAMPING AUTHORITY"), years(-1), years(5))
                .issuer(tsaAuthority())
                .keyType(KeyType.P256)
                .keyUsage(KeyUse.DIGITAL_SIGNATURE)
                .purposes(true, TIME_STAMPING);
    }

    /**
     * The operator of the trusted list, whose certificate the relying party pins.
     *
     * @return a self-signed certificate and its key
     */
    public Credential schemeOperator() {
        return credential("scheme-operator", () -> operatorSpec("TEST of SANDBOX SCHEME OPERATOR"));
    }

    private CertificateSpec operatorSpec(String name) {
        return new CertificateSpec(organisation(name), years(-1), years(3))
                .keyType(KeyType.P256)
                .keyUsage(KeyUse.DIGITAL_SIGNATURE, KeyUse.NON_REPUDIATION)
                .purposes(false, "0.4.0.2231.3.0");
    }

    /**
     * The internal TLS key of the security server: P-256, self-signed and without a host name, like the one that a real server makes for itself.
     *
     * @return certificate and key
     */
    public Credential securityServer() {
        return credential("xroad/server", () -> tlsSpec("TEST of SANDBOX SECURITY SERVER", SERVER_AUTH));
    }

    /**
     * The TLS key of the sandbox's bank, to be registered at the security server: P-256, self-signed.
     *
     * @return certificate and key
     */
    public Credential securityServerClient() {
        return credential("xroad/client", () -> tlsSpec("TEST of SANDBOX BANK", CLIENT_AUTH));
    }

    private CertificateSpec tlsSpec(String commonName, String purpose) {
        return new CertificateSpec(organisation(commonName), years(-1), years(5))
                .keyType(KeyType.P256)
                .keyUsage(KeyUse.DIGITAL_SIGNATURE)
                .purposes(false, purpose);
    }

    /**
     * Makes a signed trusted list (ETSI TS 119 612 version 6): the card authorities (CA/QC), their OCSP responders (OCSP/QC) and the
     * time-stamping unit (TSA/QTST), all granted; issued now, next update in six months.
     *
     * @return the XML
     */
    public byte[] trustedList() {
        return estonianList().information("https://sandbox.invalid/tl").make();
    }

    /**
     * The content of {@link #trustedList()}, to be changed by tests.
     *
     * @return a fresh specification, signed by the scheme operator
     */
    public TrustedListSpec estonianList() {
        TrustedListSpec list =
                new TrustedListSpec("EE", schemeOperator(), clock.instant().truncatedTo(ChronoUnit.SECONDS));
        for (Authority authority : List.of(esteid2025(), esteid2018(), esteidSk2015())) {
            list.service("CA/QC", authority.certificate(), "granted");
            list.service("Certstatus/OCSP/QC", ocspResponder(authority).certificate(), "granted");
        }
        return list.service("TSA/QTST", tsa().certificate(), "granted");
    }

    /**
     * A list of another state, version 5, with one authority of its own (CA/QC, granted).
     *
     * @param territory two letters
     * @return a fresh specification, signed by {@link #listOperator} of the territory
     */
    public TrustedListSpec foreignList(String territory) {
        Credential authority = credential(
                "ca/" + territory, () -> authoritySpec("TEST of SANDBOX " + territory + " CA", KeyType.P256, 3));
        return new TrustedListSpec(
                        territory, listOperator(territory), clock.instant().truncatedTo(ChronoUnit.SECONDS))
                .version(5)
                .service("CA/QC", authority.certificate(), "granted");
    }

    /**
     * Who signs lists of a name: of a territory, or {@code EU-1}, {@code EU-2} and so on for the generations of signers of the list of lists.
     *
     * @param name names the signer
     * @return always the same self-signed certificate and its key
     */
    public Credential listOperator(String name) {
        return credential("list-operator/" + name, () -> operatorSpec("TEST of SANDBOX LIST OPERATOR " + name));
    }

    /**
     * Issues a certificate with a key of its own and remembers it, so that the OCSP responder answers "good".
     *
     * @param spec what it shall say
     * @return certificate and key
     */
    public synchronized Credential issue(CertificateSpec spec) {
        String label = spec.label == null ? "issued/" + counter++ : spec.label;
        SecureRandom random = random("sign/" + label);
        KeyPair keys = Keys.generate(spec.keyType, random("key/" + label));
        BigInteger serial = spec.serialNumber == null
                ? new BigInteger(126, random("serial/" + label)).setBit(126)
                : spec.serialNumber;
        Authority issuer = spec.issuer;
        X509Certificate certificate =
                CertificateWriter.write(spec, keys, serial, issuer == null ? null : issuer.credential());
        if (issuer != null) {
            issued.add(issuer.id() + "/" + serial);
        }
        return new Credential(certificate, keys, spec.keyType, random);
    }

    /**
     * Tells whether an authority of this sandbox issued a certificate with this number.
     *
     * @param authority the issuer
     * @param serialNumber the number
     * @return true if it did
     */
    public synchronized boolean isIssued(Authority authority, BigInteger serialNumber) {
        return issued.contains(authority.id() + "/" + serialNumber);
    }

    /**
     * Finds an authority that exists already by the name in its addresses.
     *
     * @param id for example {@code esteid2018}
     * @return the authority, or empty
     */
    public synchronized Optional<Authority> authority(String id) {
        return Optional.ofNullable(authorities.get(id));
    }

    /**
     * All authorities that exist already.
     *
     * @return a copy
     */
    public synchronized List<Authority> authorities() {
        return List.copyOf(authorities.values());
    }

    /**
     * A reproducible stream of chance of its own.
     *
     * @param label names the stream; the same label begins the same stream again
     * @return the stream; worthless for real secrets
     */
    public SecureRandom random(String label) {
        return new SeededRandom(seed, label);
    }

    /**
     * The day on which the sandbox was started, at midnight UTC; the validity of its certificates is counted from here.
     *
     * @return the day
     */
    public Instant today() {
        return today;
    }

    private Authority root(String id, String commonName, KeyType keyType) {
        return authority(id, () -> authorityOf(id, authoritySpec(commonName, keyType, 10), null));
    }

    private synchronized Authority authority(String id, Supplier<Authority> maker) {
        Authority known = authorities.get(id);
        if (known == null) {
            known = maker.get();
            authorities.put(id, known);
        }
        return known;
    }

    private synchronized Credential credential(String label, Supplier<CertificateSpec> spec) {
        Credential known = credentials.get(label);
        if (known == null) {
            known = issue(spec.get().label(label));
            credentials.put(label, known);
        }
        return known;
    }

    private Authority authorityOf(String id, CertificateSpec spec, @Nullable Authority parent) {
        return new Authority(id, issue(spec.label("ca/" + id)), baseUri.resolve("/ocsp/" + id), parent);
    }

    private CertificateSpec authoritySpec(String commonName, KeyType keyType, int age) {
        return new CertificateSpec(organisation(commonName), years(-age), years(15 - age))
                .keyType(keyType)
                .keyUsage(KeyUse.KEY_CERT_SIGN, KeyUse.CRL_SIGN)
                .policies(ANY_POLICY)
                .authority(1);
    }

    private Instant years(int count) {
        return today.plus(Duration.ofDays(365L * count + count / 4));
    }

    private static X500Principal organisation(String commonName) {
        return new X500Principal("CN=" + commonName + ",O=" + ORGANISATION + ",C=EE");
    }

    private static String commonName(X509Certificate certificate) {
        String name = certificate.getSubjectX500Principal().getName();
        return name.substring("CN=".length(), name.indexOf(','));
    }
}
