package dev.eresident.auth.oidc;

import dev.eresident.auth.AssuranceLevel;
import dev.eresident.core.ConfigurationException;
import dev.eresident.core.certificate.Environment;
import java.net.URI;
import java.util.Collections;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What is particular to a provider: its address, which methods it offers and how they are asked for, and where its tokens hold the names.
 * Immutable.
 *
 * <p><b>Banks and other companies use {@link #eeId}.</b> TARA and GovSSO are for the public sector.
 */
public final class OidcProvider {
    private static final String WELL_KNOWN = "/.well-known/openid-configuration";
    private static final Pattern SCOPE = Pattern.compile("[a-z][a-z0-9_:-]{0,63}");
    private static final Set<OidcMethod> STATE_METHODS =
            Set.copyOf(EnumSet.complementOf(EnumSet.of(OidcMethod.PASSKEY)));

    /** How a provider is told which methods to show. */
    enum Choice {
        /** Not at all: they were chosen when the client was registered. */
        AT_REGISTRATION,
        /** By scopes. */
        BY_SCOPE
    }

    private final String name;
    private final URI discovery;
    private final Optional<String> issuer;
    private final Choice choice;
    private final Set<OidcMethod> offered;
    private final Set<OidcMethod> usual;
    private final Optional<AssuranceLevel> requestedLevel;
    private final AssuranceLevel usualLevel;
    private final boolean nestedProfile;
    private final List<String> scopes;

    private OidcProvider(
            String name,
            URI discovery,
            Optional<String> issuer,
            Choice choice,
            Set<OidcMethod> offered,
            Set<OidcMethod> usual,
            Optional<AssuranceLevel> requestedLevel,
            AssuranceLevel usualLevel,
            boolean nestedProfile,
            List<String> scopes) {
        this.name = name;
        this.discovery = discovery;
        this.issuer = issuer;
        this.choice = choice;
        this.offered = offered;
        this.usual = usual;
        this.requestedLevel = requestedLevel;
        this.usualLevel = usualLevel;
        this.nestedProfile = nestedProfile;
        this.scopes = scopes;
    }

    /**
     * eeID of the Estonian Internet Foundation, the provider for banks and other companies. Which methods its page shows was chosen when the
     * client was registered; a passkey is refused unless a request asks for it, because it may rest on a picture of a document. Its
     * issuer is taken from its discovery document, which must name the same server.
     *
     * @param environment production or test
     * @return the preset
     */
    public static OidcProvider eeId(Environment environment) {
        String host = environment == Environment.PRODUCTION ? "auth.eeid.ee" : "test-auth.eeid.ee";
        return new OidcProvider(
                "eeID",
                URI.create("https://" + host + "/hydra-public" + WELL_KNOWN),
                Optional.empty(),
                Choice.AT_REGISTRATION,
                Set.copyOf(EnumSet.allOf(OidcMethod.class)),
                STATE_METHODS,
                Optional.empty(),
                AssuranceLevel.SUBSTANTIAL,
                true,
                List.of("openid"));
    }

    /**
     * TARA of the Information System Authority, for the public sector. A company is not given this; see {@link #taraForPrivateClients}. The
     * production token endpoint answers registered addresses only.
     *
     * @param environment production or test
     * @return the preset
     */
    public static OidcProvider tara(Environment environment) {
        return tara("TARA", environment, STATE_METHODS);
    }

    /**
     * TARA as a company gets it: people of other countries through eIDAS, and nobody else. No Estonian card, Mobile-ID or Smart-ID, and so no
     * e-resident, can log in this way; {@link #eeId} is for that. A request for another method is refused with
     * {@code METHOD_NOT_OFFERED}.
     *
     * @param environment production or test
     * @return the preset
     */
    public static OidcProvider taraForPrivateClients(Environment environment) {
        return tara("TARA for private clients", environment, Set.of(OidcMethod.EIDAS));
    }

    private static OidcProvider tara(String name, Environment environment, Set<OidcMethod> methods) {
        String issuer = environment == Environment.PRODUCTION ? "https://tara.ria.ee" : "https://tara-test.ria.ee";
        return new OidcProvider(
                name,
                URI.create(issuer + WELL_KNOWN),
                Optional.of(issuer),
                Choice.BY_SCOPE,
                methods,
                methods,
                Optional.of(AssuranceLevel.SUBSTANTIAL),
                AssuranceLevel.SUBSTANTIAL,
                true,
                List.of("openid"));
    }

    /**
     * GovSSO, one session for the sites of the state; for government bodies only. Its back-channel logout must be served:
     * {@link OidcClient#backChannelLogout}.
     *
     * @param environment production or test
     * @return the preset, whose level is high unless a request asks for less
     */
    public static OidcProvider govSso(Environment environment) {
        String issuer =
                environment == Environment.PRODUCTION ? "https://govsso.ria.ee/" : "https://govsso-demo.ria.ee/";
        return new OidcProvider(
                "GovSSO",
                URI.create(issuer + WELL_KNOWN.substring(1)),
                Optional.of(issuer),
                Choice.AT_REGISTRATION,
                STATE_METHODS,
                STATE_METHODS,
                Optional.of(AssuranceLevel.HIGH),
                AssuranceLevel.HIGH,
                false,
                List.of("openid"));
    }

    /**
     * The same rules at another address: a test double, or a provider that has moved.
     *
     * @param discoveryDocument its whole address; https, or http on the loopback interface
     * @param exactIssuer the issuer that document and tokens must name, character by character
     * @return a preset with them
     * @throws ConfigurationException {@code ADDRESS_UNUSABLE}
     */
    public OidcProvider at(URI discoveryDocument, String exactIssuer) {
        if (!Addresses.usable(discoveryDocument)
                || discoveryDocument.getRawQuery() != null
                || !discoveryDocument.getRawPath().endsWith(WELL_KNOWN)) {
            throw new ConfigurationException(
                    "ADDRESS_UNUSABLE", "The address of the discovery document is https://…" + WELL_KNOWN);
        }
        Objects.requireNonNull(exactIssuer, "exactIssuer");
        return new OidcProvider(
                name,
                discoveryDocument,
                Optional.of(exactIssuer),
                choice,
                offered,
                usual,
                requestedLevel,
                usualLevel,
                nestedProfile,
                scopes);
    }

    /**
     * Asks for further scopes each time: eeID wants exactly those that were registered.
     *
     * @param more for example {@code phone} or {@code email}
     * @return a preset with them
     * @throws ConfigurationException {@code SCOPE_INVALID} for what no scope looks like, and for scopes that choose methods
     */
    public OidcProvider alsoScopes(String... more) {
        Set<String> all = new LinkedHashSet<>(scopes);
        for (String scope : more) {
            boolean ofMethod = scope.startsWith("eidas")
                    || STATE_METHODS.stream().anyMatch(method -> method.scope().equals(scope));
            if (!SCOPE.matcher(scope).matches() || ofMethod) {
                throw new ConfigurationException(
                        "SCOPE_INVALID", "A scope is a word such as phone; methods are asked for in the request");
            }
            all.add(scope);
        }
        return new OidcProvider(
                name,
                discovery,
                issuer,
                choice,
                offered,
                usual,
                requestedLevel,
                usualLevel,
                nestedProfile,
                List.copyOf(all));
    }

    String name() {
        return name;
    }

    URI discovery() {
        return discovery;
    }

    /** Whether an issuer may be that of this provider. */
    boolean mayBe(String named) {
        return issuer.map(named::equals)
                .orElseGet(() -> Addresses.parse(named)
                        .filter(uri -> "https".equals(uri.getScheme())
                                && uri.getRawAuthority().equals(discovery.getRawAuthority()))
                        .isPresent());
    }

    boolean nestedProfile() {
        return nestedProfile;
    }

    /** The methods that a request asks for. */
    Set<OidcMethod> methods(OidcRequest request) {
        Set<OidcMethod> asked = request.methods().isEmpty() ? usual : request.methods();
        if (!offered.containsAll(asked)) {
            throw new ConfigurationException(
                    "METHOD_NOT_OFFERED",
                    name + " offers " + Collections.unmodifiableSet(EnumSet.copyOf(offered))
                            + " only; for Estonian means, companies use eeID");
        }
        if (request.country().isPresent() && (choice != Choice.BY_SCOPE || !asked.equals(Set.of(OidcMethod.EIDAS)))) {
            throw new ConfigurationException(
                    "COUNTRY_NOT_OFFERED",
                    "Only TARA sends people to a country, and only when eIDAS alone is asked for");
        }
        return asked;
    }

    AssuranceLevel level(OidcRequest request) {
        return request.level().orElse(usualLevel);
    }

    /** The value of {@code scope}. */
    String scope(Set<OidcMethod> asked, Optional<String> country) {
        StringBuilder text = new StringBuilder(String.join(" ", scopes));
        if (choice == Choice.BY_SCOPE) {
            if (asked.equals(Set.of(OidcMethod.EIDAS))) {
                text.append(" eidasonly");
                country.ifPresent(code -> text.append(" eidas:country:").append(code.toLowerCase(Locale.ROOT)));
            } else {
                asked.stream().sorted().forEach(method -> text.append(' ').append(method.scope()));
            }
        }
        return text.toString();
    }

    /** The value of {@code acr_values}, for providers that have it. */
    Optional<String> acrValues(AssuranceLevel level) {
        return requestedLevel.map(usually -> level.name().toLowerCase(Locale.ROOT));
    }

    /** Shows name and address. */
    @Override
    public String toString() {
        return "OidcProvider[" + name + ", " + discovery + "]";
    }
}
