package dev.eresident.sandbox;

import dev.eresident.sandbox.braintree.BraintreeService;
import dev.eresident.sandbox.card.CardProfile;
import dev.eresident.sandbox.card.IdCard;
import dev.eresident.sandbox.card.Person;
import dev.eresident.sandbox.contract.Contracts;
import dev.eresident.sandbox.fault.FaultProxy;
import dev.eresident.sandbox.fault.ServiceRoute;
import dev.eresident.sandbox.lists.ListService;
import dev.eresident.sandbox.mobileid.MobileIdService;
import dev.eresident.sandbox.ocsp.OcspService;
import dev.eresident.sandbox.oidc.OidcService;
import dev.eresident.sandbox.pki.SandboxPki;
import dev.eresident.sandbox.register.Company;
import dev.eresident.sandbox.register.RegisterService;
import dev.eresident.sandbox.smartid.SmartIdService;
import dev.eresident.sandbox.tsa.TsaService;
import dev.eresident.sandbox.xroad.SecureAddress;
import dev.eresident.sandbox.xroad.SecurityServer;
import java.net.URI;
import java.time.Clock;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * The state services in one JVM: certification authorities, OCSP responder, time-stamping authority, trusted list, cards and contracts,
 * security server, business register and card gateway.
 *
 * <p>Everything listens on loopback only. Keys, serial numbers and nonces come from the seed and all times from the clock, so two
 * sandboxes with the same seed, clock and port issue the same certificates byte for byte (the port stands in their addresses). Nothing
 * here is secret: never trust a sandbox certificate outside tests. Safe for use by several threads; close it after use.
 */
public final class Sandbox implements AutoCloseable {
    private final Clock clock;
    private final FaultProxy proxy;
    private final FaultProxy secureProxy;
    private final SandboxServer server;
    private final URI baseUri;
    private final SandboxPki pki;
    private final OcspService ocsp;
    private final OcspService secondOcsp;
    private final TsaService tsa;
    private final ServiceRoute trustedListRoute;
    private final ListService lists;
    private final Contracts contracts;
    private final RegisterService register;
    private final SecurityServer securityServer;
    private final BraintreeService braintree;
    private final SmartIdService smartId;
    private final MobileIdService mobileId;
    private final OidcService oidc;
    private final Map<CardProfile, IdCard> cards = new EnumMap<>(CardProfile.class);

    private Sandbox(long seed, Clock clock, int port) {
        this.clock = clock;
        ServiceRoute ocspRoute = new ServiceRoute("/ocsp");
        ServiceRoute secondOcspRoute = new ServiceRoute("/second-ocsp");
        ServiceRoute tsaRoute = new ServiceRoute("/tsa");
        trustedListRoute = new ServiceRoute("/tl");
        ServiceRoute listsRoute = new ServiceRoute("/lists/");
        ServiceRoute registerRoute = new ServiceRoute("/arireg");
        ServiceRoute braintreeRoute = new ServiceRoute("/merchants");
        ServiceRoute smartIdRoute = new ServiceRoute("/smart-id");
        ServiceRoute mobileIdRoute = new ServiceRoute("/mid-api");
        ServiceRoute oidcRoute = new ServiceRoute("/oidc");
        ServiceRoute xroadRoute = new ServiceRoute("/");
        proxy = new FaultProxy(
                port,
                List.of(
                        ocspRoute,
                        secondOcspRoute,
                        tsaRoute,
                        trustedListRoute,
                        listsRoute,
                        registerRoute,
                        braintreeRoute,
                        smartIdRoute,
                        mobileIdRoute,
                        oidcRoute,
                        xroadRoute));
        baseUri = URI.create("http://127.0.0.1:" + proxy.port() + "/");
        pki = new SandboxPki(seed, clock, baseUri);
        lists = new ListService(pki, clock, baseUri.resolve("/lists/"), proxy::add);
        ocsp = new OcspService(pki, clock, ocspRoute, baseUri.resolve("/ocsp"));
        secondOcsp = new OcspService(pki, clock, secondOcspRoute, baseUri.resolve("/second-ocsp"));
        tsa = new TsaService(pki, clock, tsaRoute, baseUri.resolve("/tsa"));
        contracts = new Contracts(pki, ocsp, tsa, clock);
        register = new RegisterService(registerRoute, baseUri.resolve("/arireg"));
        secureProxy =
                new FaultProxy(0, List.of(xroadRoute), pki.securityServer().keyManager());
        securityServer = new SecurityServer(
                xroadRoute,
                baseUri,
                new SecureAddress(
                        URI.create("https://127.0.0.1:" + secureProxy.port() + "/"),
                        pki.securityServer().certificate()),
                pki.random("security-server"),
                SecurityServer.INSTANCE + "/COM/" + RegisterService.madeUpCode(0) + "/bank");
        braintree = new BraintreeService(
                braintreeRoute, URI.create("http://127.0.0.1:" + proxy.port()), clock, pki.random("braintree"));
        smartId = new SmartIdService(smartIdRoute, baseUri.resolve("/smart-id/v3/"), pki, SandboxCompanies.E_RESIDENT);
        mobileId = new MobileIdService(mobileIdRoute, baseUri.resolve("/mid-api/"), pki, SandboxCompanies.E_RESIDENT);
        oidc = new OidcService(oidcRoute, baseUri.resolve("/oidc"), pki, clock, SandboxCompanies.E_RESIDENT);
        new SandboxCompanies(this).enter();
        server = new SandboxServer(this);
        int backend = server.start();
        proxy.forwardTo(backend);
        secureProxy.forwardTo(backend);
    }

    /**
     * Starts a sandbox with seed 1, the system clock and a free port.
     *
     * @return a running sandbox
     */
    public static Sandbox start() {
        return builder().start();
    }

    /**
     * Prepares a sandbox.
     *
     * @return a builder: seed 1, system clock, free port
     */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * The address of the sandbox.
     *
     * @return {@code http://127.0.0.1:port/}
     */
    public URI baseUri() {
        return baseUri;
    }

    /**
     * The address of the OCSP responder; certificates name the one of their authority below it.
     *
     * @return the address
     */
    public URI ocspUri() {
        return ocsp.uri();
    }

    /**
     * The address of the time-stamping authority.
     *
     * @return the address
     */
    public URI tsaUri() {
        return tsa.uri();
    }

    /**
     * The address of the trusted list.
     *
     * @return the address
     */
    public URI trustedListUri() {
        return baseUri.resolve("/tl/ee.xml");
    }

    /**
     * The authorities and whatever they issue.
     *
     * @return the PKI
     */
    public SandboxPki pki() {
        return pki;
    }

    /**
     * The OCSP responder: status of certificates and faults.
     *
     * @return the service
     */
    public OcspService ocsp() {
        return ocsp;
    }

    /**
     * Another OCSP responder with the keys of the first and knowledge of its own: what was revoked, forgotten or scripted there does not
     * matter here. No certificate names it.
     *
     * @return the service
     */
    public OcspService secondOcsp() {
        return secondOcsp;
    }

    /**
     * The time-stamping authority and its faults.
     *
     * @return the service
     */
    public TsaService tsa() {
        return tsa;
    }

    /**
     * The server of the trusted list: its request count and faults.
     *
     * @return the route
     */
    public ServiceRoute trustedListServer() {
        return trustedListRoute;
    }

    /**
     * The servers of trusted lists: list of lists, pivots, national lists.
     *
     * @return the service
     */
    public ListService lists() {
        return lists;
    }

    /**
     * Makes signed containers.
     *
     * @return the maker
     */
    public Contracts contracts() {
        return contracts;
    }

    /**
     * The business register, direct and behind the security server.
     *
     * @return the service
     */
    public RegisterService register() {
        return register;
    }

    /**
     * The X-Road security server of the sandbox's bank.
     *
     * @return the server
     */
    public SecurityServer securityServer() {
        return securityServer;
    }

    /**
     * The card gateway.
     *
     * @return the service
     */
    public BraintreeService braintree() {
        return braintree;
    }

    /**
     * Smart-ID, with the phone of the e-resident.
     *
     * @return the service
     */
    public SmartIdService smartId() {
        return smartId;
    }

    /**
     * Mobile-ID, with the phone of the e-resident.
     *
     * @return the service
     */
    public MobileIdService mobileId() {
        return mobileId;
    }

    /**
     * The identity providers, where the e-resident logs in.
     *
     * @return to make it err, and to read its addresses
     */
    public OidcService oidc() {
        return oidc;
    }

    /**
     * A company that the holder of {@link #eResident()} represents alone.
     *
     * @return Näidis Kaubandus OÜ
     */
    public Company soleCompany() {
        return register.company(RegisterService.madeUpCode(1));
    }

    /**
     * A company that the holder of {@link #eResident()} represents together with a second board member.
     *
     * @return Näidis Ühisettevõte OÜ
     */
    public Company jointCompany() {
        return register.company(RegisterService.madeUpCode(2));
    }

    /**
     * A company that was struck off.
     *
     * @return Näidis Kustutatud OÜ
     */
    public Company struckOffCompany() {
        return register.company(RegisterService.madeUpCode(3));
    }

    /**
     * A valid registry code that the register does not know.
     *
     * @return eight digits
     */
    public String unknownCompanyCode() {
        return RegisterService.madeUpCode(998);
    }

    /**
     * The clock of all services.
     *
     * @return the clock that the sandbox was built with
     */
    public Clock clock() {
        return clock;
    }

    /**
     * The card of an e-resident, digi-ID of 2018 with production numbering.
     *
     * @return always the same card
     */
    public IdCard eResident() {
        return card(CardProfile.E_RESIDENT_2018);
    }

    /**
     * The card of an Estonian citizen, identity card of 2018 with production numbering.
     *
     * @return always the same card
     */
    public IdCard citizen() {
        return card(CardProfile.CITIZEN_2018);
    }

    /**
     * The card of a made-up person.
     *
     * @param profile which document
     * @return always the same card for the same profile
     */
    public synchronized IdCard card(CardProfile profile) {
        IdCard known = cards.get(profile);
        if (known == null) {
            Person person = profile.isEResident() ? SandboxCompanies.E_RESIDENT : SandboxCompanies.CITIZEN;
            known = IdCard.order(pki, profile, person).label(profile.name()).issue();
            cards.put(profile, known);
        }
        return known;
    }

    /**
     * Orders a card with details changed.
     *
     * @param profile which document
     * @return a builder; the holder is the one of {@link #card}
     */
    public IdCard.Builder orderCard(CardProfile profile) {
        return IdCard.order(pki, profile, card(profile).person());
    }

    /**
     * The requests that no service of the sandbox expected: unknown paths, wrong methods and content types.
     *
     * @return method, path and complaint, oldest first; at most the first 100
     */
    public List<String> unexpectedRequests() {
        return server.unexpectedRequests();
    }

    /** Stops all services and ends all connections. */
    @Override
    public void close() {
        proxy.close();
        secureProxy.close();
        server.stop();
    }

    /** Collects what a sandbox needs. For one thread. */
    public static final class Builder {
        private long seed = 1;
        private Clock clock = Clock.systemUTC();
        private int port;

        private Builder() {}

        /**
         * Sets where all keys, numbers and nonces come from.
         *
         * @param value any number; default 1
         * @return this
         */
        public Builder seed(long value) {
            this.seed = value;
            return this;
        }

        /**
         * Sets where all times come from.
         *
         * @param value a clock; default the system clock, the only place where the sandbox names it
         * @return this
         */
        public Builder clock(Clock value) {
            this.clock = value;
            return this;
        }

        /**
         * Sets the port.
         *
         * @param value a TCP port; default 0 for a free one
         * @return this
         */
        public Builder port(int value) {
            this.port = value;
            return this;
        }

        /**
         * Starts the services.
         *
         * @return a running sandbox
         * @throws java.io.UncheckedIOException when the port is taken
         */
        public Sandbox start() {
            return new Sandbox(seed, clock, port);
        }
    }
}
