package dev.eresident.examples.quickstart;

import dev.eresident.auth.AuthenticatedPerson;
import dev.eresident.core.SecretBytes;
import dev.eresident.core.id.RegistryCode;
import dev.eresident.core.transport.Transport;
import dev.eresident.core.xroad.XRoadClient;
import dev.eresident.core.xroad.XRoadClientId;
import dev.eresident.payments.register.BusinessRegister;
import dev.eresident.payments.register.ConfirmedRepresentation;
import dev.eresident.payments.register.RegisterCredentials;
import dev.eresident.payments.register.RepresentationOutcome;
import dev.eresident.sandbox.Sandbox;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Clock;

/** The business register says whether a person may act for a company. The sandbox plays security server and register. */
public final class ActForCompany {
    private ActForCompany() {}

    /**
     * Runs the program.
     *
     * @param arguments none
     */
    public static void main(String[] arguments) {
        Clock clock = Clock.systemUTC();
        try (Sandbox sandbox = Sandbox.start();
                Transport transport = Transport.standard()) {
            AuthenticatedPerson person = LogIn.person(sandbox, LogIn.webEid(sandbox, transport, clock), "a session");
            BusinessRegister register = register(sandbox, transport, clock);
            RegistryCode company = RegistryCode.parse(sandbox.soleCompany().code());
            System.out.println(mayAct(register, person, company));
            // prints: may act
        }
    }

    static BusinessRegister register(Sandbox sandbox, Transport transport, Clock clock) {
        XRoadClient xroad = XRoadClient.builder(
                        transport, // with the TLS key that your security server knows
                        sandbox.securityServer().uri(),
                        XRoadClientId.parse(sandbox.securityServer().client()),
                        clock,
                        new SecureRandom())
                .dangerouslyAllowPlaintext() // loopback only
                .build();
        byte[] password = sandbox.register().password().getBytes(StandardCharsets.UTF_8);
        return BusinessRegister.over(
                xroad, RegisterCredentials.of(sandbox.register().userName(), SecretBytes.of(password)));
    }

    // #region represent
    static String mayAct(BusinessRegister register, AuthenticatedPerson person, RegistryCode company) {
        RepresentationOutcome outcome = register.representation(person, company); // asks over X-Road
        return switch (outcome.kind()) {
            case CONFIRMED -> {
                ConfirmedRepresentation right = outcome.orElseThrow(); // a proof: payments accept nothing else
                yield "may act until " + right.validUntil();
            }
            default -> "may not act: " + outcome.text(); // jointly, not entitled, struck off, unknown …
        };
    }
    // #endregion
}
