package dev.eresident.sandbox.pki;

import java.math.BigInteger;
import java.net.URI;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
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

    private final Issuance issuance;
    private final Clock clock;
    private final Profiles profiles;
    private final URI baseUri;
    private final Map<String, Authority> authorities = new HashMap<>();
    private final Map<String, Credential> credentials = new HashMap<>();

    /**
     * Makes an empty PKI; {@code Sandbox} does this.
     *
     * @param seed where all keys and numbers come from
     * @param clock where all times come from
     * @param baseUri the address of the sandbox, written into certificates
     */
    public SandboxPki(long seed, Clock clock, URI baseUri) {
        this.issuance = new Issuance(seed);
        this.clock = clock;
        this.profiles = new Profiles(clock.instant().truncatedTo(ChronoUnit.DAYS));
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
            CertificateSpec spec = profiles.authority("TEST of ESTEID2018", KeyType.P521, 7)
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
                    profiles.authority("Test ESTEID2025", KeyType.P384, 2).issuer(root);
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
                    profiles.authority("TEST of EID-Q 2024E", KeyType.P384, 2).issuer(root),
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
            CertificateSpec spec = profiles.authority("TEST of SK ID Solutions EID-Q 2021E", KeyType.P384, 5);
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
            CertificateSpec spec = profiles.authority("TEST of ESTEID-SK 2015", KeyType.RSA2048, 9)
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
        return profiles.ocspResponder(authority);
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
        return profiles.tsa(tsaAuthority());
    }

    /**
     * The operator of the trusted list, whose certificate the relying party pins.
     *
     * @return a self-signed certificate and its key
     */
    public Credential schemeOperator() {
        return credential("scheme-operator", () -> profiles.operator("TEST of SANDBOX SCHEME OPERATOR"));
    }

    /**
     * The internal TLS key of the security server: P-256, self-signed and without a host name, like the one that a real server makes for itself.
     *
     * @return certificate and key
     */
    public Credential securityServer() {
        return credential("xroad/server", () -> profiles.tls("TEST of SANDBOX SECURITY SERVER", SERVER_AUTH));
    }

    /**
     * The TLS key of the sandbox's bank, to be registered at the security server: P-256, self-signed.
     *
     * @return certificate and key
     */
    public Credential securityServerClient() {
        return credential("xroad/client", () -> profiles.tls("TEST of SANDBOX BANK", CLIENT_AUTH));
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
                "ca/" + territory, () -> profiles.authority("TEST of SANDBOX " + territory + " CA", KeyType.P256, 3));
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
        return credential("list-operator/" + name, () -> profiles.operator("TEST of SANDBOX LIST OPERATOR " + name));
    }

    /**
     * Issues a certificate with a key of its own and remembers it, so that the OCSP responder answers "good".
     *
     * @param spec what it shall say
     * @return certificate and key
     */
    public synchronized Credential issue(CertificateSpec spec) {
        return issuance.issue(spec);
    }

    /**
     * Tells whether an authority of this sandbox issued a certificate with this number.
     *
     * @param authority the issuer
     * @param serialNumber the number
     * @return true if it did
     */
    public synchronized boolean isIssued(Authority authority, BigInteger serialNumber) {
        return issuance.isIssued(authority, serialNumber);
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
        return issuance.random(label);
    }

    /**
     * The day on which the sandbox was started, at midnight UTC; the validity of its certificates is counted from here.
     *
     * @return the day
     */
    public Instant today() {
        return profiles.today();
    }

    private Authority root(String id, String commonName, KeyType keyType) {
        return authority(id, () -> authorityOf(id, profiles.authority(commonName, keyType, 10), null));
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
}
