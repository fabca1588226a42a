package dev.eresident.payments.register;

import dev.eresident.auth.AuthenticatedPerson;
import dev.eresident.core.ConfigurationException;
import dev.eresident.core.Proof;
import dev.eresident.core.TrustException;
import dev.eresident.core.id.RegistryCode;
import dev.eresident.core.transport.Transport;
import dev.eresident.core.xroad.XRoadClient;
import dev.eresident.core.xroad.XRoadClientId;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Asks the Estonian business register about companies and who may represent them. Immutable and thread-safe; share one.
 *
 * <p>Each question is sent once. A right of representation may be relied on for five minutes, and never longer than the person's own login.
 */
public final class BusinessRegister {
    private static final Duration DEFAULT_LIFETIME = Duration.ofMinutes(5);
    private static final Pattern LOOPBACK =
            Pattern.compile("localhost|\\[::1]|127(?:\\.[0-9]{1,3}){3}", Pattern.CASE_INSENSITIVE);
    private static final Duration LONGEST_LIFETIME = Duration.ofDays(1);

    private final RegisterDoor door;
    private final Duration lifetime;

    private BusinessRegister(RegisterDoor door, Duration lifetime) {
        this.door = door;
        this.lifetime = lifetime;
    }

    /**
     * Asks over X-Road the register of the client's own instance: {@code <instance>/GOV/70000310/arireg}.
     *
     * @param client who asks
     * @param credentials usually {@link RegisterCredentials#none()}
     * @return the service
     */
    public static BusinessRegister over(XRoadClient client, RegisterCredentials credentials) {
        return over(
                client, XRoadClientId.subsystem(client.client().instance(), "GOV", "70000310", "arireg"), credentials);
    }

    /**
     * Asks over X-Road.
     *
     * @param client who asks
     * @param register the subsystem that provides the services
     * @param credentials usually {@link RegisterCredentials#none()}
     * @return the service
     */
    public static BusinessRegister over(XRoadClient client, XRoadClientId register, RegisterCredentials credentials) {
        Objects.requireNonNull(credentials, "credentials");
        return new BusinessRegister(
                new XRoadDoor(
                        Objects.requireNonNull(client, "client"),
                        Objects.requireNonNull(register, "register"),
                        credentials),
                DEFAULT_LIFETIME);
    }

    /**
     * Asks at the register's own address.
     *
     * @param transport carries the questions; allow 60 s of silence ({@link Transport.Builder#idleTimeout})
     * @param address for example {@code https://ariregxmlv6.rik.ee/}; {@code http} on loopback only
     * @param credentials of the contract
     * @param clock tells when answers came
     * @return the service
     * @throws ConfigurationException {@code REGISTER_ADDRESS} if the address would send the password in the clear, or is none;
     *     {@code REGISTER_CREDENTIALS} if there are none
     */
    public static BusinessRegister direct(
            Transport transport, URI address, RegisterCredentials credentials, Clock clock) {
        Objects.requireNonNull(transport, "transport");
        Objects.requireNonNull(clock, "clock");
        String host = address.getHost();
        boolean loopback = host != null && LOOPBACK.matcher(host).matches();
        boolean safe = "https".equalsIgnoreCase(address.getScheme())
                || ("http".equalsIgnoreCase(address.getScheme()) && loopback);
        if (!safe || host == null || address.getRawUserInfo() != null || address.getRawFragment() != null) {
            throw new ConfigurationException(
                    "REGISTER_ADDRESS",
                    "The register's address must be https, without user information and fragment; passwords go over it");
        }
        if (!credentials.present()) {
            throw new ConfigurationException(
                    "REGISTER_CREDENTIALS",
                    "The register's own address needs the user name and password of a contract");
        }
        return new BusinessRegister(new DirectDoor(transport, address, credentials, clock), DEFAULT_LIFETIME);
    }

    /**
     * Sets how long a confirmed right may be relied on.
     *
     * @param time positive, at most a day; default five minutes
     * @return a copy with this setting
     * @throws ConfigurationException {@code DURATION_NOT_POSITIVE}
     */
    public BusinessRegister withLifetime(Duration time) {
        if (time.isNegative() || time.isZero() || time.compareTo(LONGEST_LIFETIME) > 0) {
            throw new ConfigurationException(
                    "DURATION_NOT_POSITIVE", "The lifetime of a right must be positive and at most a day");
        }
        return new BusinessRegister(door, time);
    }

    /**
     * Asks who a company is ({@code lihtandmed_v3}).
     *
     * @param code its registry code
     * @return the company, struck off or not, or that there is none
     * @throws dev.eresident.core.ServiceException see the package's description
     * @throws dev.eresident.core.TransportException if no answer could be read
     * @throws dev.eresident.core.ProtocolException if the answer is to another question, or unreadable
     */
    public CompanyOutcome company(RegistryCode code) {
        return company(code, Optional.empty());
    }

    private CompanyOutcome company(RegistryCode code, Optional<String> userId) {
        RegisterDoor.Exchange exchange = door.ask(new RegisterQuestion(RegisterQuestion.BASIC_DATA, code), userId);
        return RegisterAnswer.company(exchange.answer(), code)
                .map(company -> company.status() == CompanyStatus.STRUCK_OFF
                        ? new CompanyOutcome.StruckOff(company)
                        : new CompanyOutcome.Found(company))
                .orElseGet(() -> new CompanyOutcome.NotFound(code));
    }

    /**
     * Asks whether an authenticated person may represent a company alone ({@code esindus_v2}). The person is matched by personal code and the country
     * that gave it, never by name. When the register names no representatives at all, the company is asked for as well ({@code lihtandmed_v3}).
     *
     * @param person who wants to act; still valid
     * @param code the company's registry code
     * @return the right, or why there is none
     * @throws TrustException {@code PERSON_NOT_VALID} if the person's login is over, before or when the answer came: log in again
     * @throws dev.eresident.core.ServiceException see the package's description
     * @throws dev.eresident.core.TransportException if no answer could be read
     * @throws dev.eresident.core.ProtocolException if the answer is to another question, or unreadable
     */
    public RepresentationOutcome representation(AuthenticatedPerson person, RegistryCode code) {
        requireValid(person, door.now());
        Optional<String> userId = Optional.of(
                        person.country() + person.identifier().identifier())
                .filter(text -> text.chars().allMatch(c -> c > ' ' && c < 127));
        RegisterDoor.Exchange exchange = door.ask(new RegisterQuestion(RegisterQuestion.REPRESENTATION, code), userId);
        requireValid(person, exchange.at());
        Instant until = earlier(exchange.at().plus(lifetime), person.validUntil());
        return RegisterAnswer.rights(exchange.answer(), code, exchange.at())
                .map(rights -> decide(new RepresentationProof(code, exchange), rights, person, until))
                .orElseGet(() -> withoutRights(code, userId));
    }

    private RepresentationOutcome withoutRights(RegistryCode code, Optional<String> userId) {
        return company(code, userId)
                .match(
                        found -> found.company().status().isActive()
                                ? new RepresentationOutcome.Unclear(
                                        code, RepresentationOutcome.Reason.CONTRADICTION, List.of())
                                : new RepresentationOutcome.CompanyNotActive(
                                        code, found.company().status()),
                        gone -> new RepresentationOutcome.CompanyNotActive(code, CompanyStatus.STRUCK_OFF),
                        none -> new RepresentationOutcome.CompanyUnknown(code));
    }

    private static RepresentationOutcome decide(
            RepresentationProof basis, RegisterAnswer.Rights rights, AuthenticatedPerson person, Instant until) {
        return new RepresentationRules(basis.company(), rights, person.identifier())
                .decide(role -> VerifiedRepresentation.of(
                        person,
                        basis.company(),
                        rights.name(),
                        rights.status(),
                        role,
                        until,
                        basis.write(person, role, until)));
    }

    /**
     * Reads a stored answer of the register again, offline, with the rules of this release: the question is about this company, over X-Road the
     * answer names the hash of the question, and the person has the right by what the answer says.
     *
     * <p>That the register gave this answer cannot be shown from the bytes alone: they are unsigned, and the message log of the
     * security server (message id in the proof) holds the signed copy. The right is evidence and cannot act: its {@code validUntil} equals
     * its {@code verifiedAt}.
     *
     * @param proof what {@link ConfirmedRepresentation#toProof()} returned
     * @param person the person of the login that it was made with, verified again from that login's own proof
     * @return the right as of that time, or what this release reads in the answer instead
     * @throws TrustException {@code REPRESENTATION_OTHER_PERSON} if it was made with another person or login
     * @throws dev.eresident.core.ProtocolException {@code PROOF_MALFORMED}, or the code of what does not fit together
     */
    public static RepresentationOutcome reverify(Proof proof, AuthenticatedPerson person) {
        RepresentationProof basis = RepresentationProof.read(proof, person);
        return RegisterAnswer.rights(basis.exchange().answer(), basis.company(), proof.verifiedAt())
                .map(rights -> decide(basis, rights, person, proof.verifiedAt()))
                .orElseGet(() -> new RepresentationOutcome.CompanyUnknown(basis.company()));
    }

    private static void requireValid(AuthenticatedPerson person, Instant now) {
        if (!person.isValidAt(now)) {
            throw new TrustException(
                    "PERSON_NOT_VALID", "The person's login is over, or of the future by this clock; log in again");
        }
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }

    /** Shows the door, and no credentials. */
    @Override
    public String toString() {
        return "BusinessRegister[" + door + "]";
    }
}
