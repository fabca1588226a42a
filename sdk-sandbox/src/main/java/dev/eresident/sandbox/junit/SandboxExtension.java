package dev.eresident.sandbox.junit;

import dev.eresident.sandbox.Sandbox;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Gives JUnit 5 tests a running {@link Sandbox} as a parameter: one for the whole test run, closed at its end.
 *
 * <p>Before each test all scripted faults are taken away; certificates that a test revoked stay revoked, so let such a test order a card
 * of its own. Tests that script faults must not run at the same time as others.
 *
 * <pre>{@code
 * @ExtendWith(SandboxExtension.class)
 * class LoginTest {
 *     @Test
 *     void whenTheCardIsGood_thenThePersonIsIn(Sandbox sandbox) {
 *         String token = sandbox.eResident().webEidToken("https://bank.example", nonce);
 *         // hand the token to your own login
 *     }
 * }
 * }</pre>
 */
public final class SandboxExtension implements ParameterResolver, BeforeEachCallback {
    private static final Namespace NAMESPACE = Namespace.create(SandboxExtension.class);

    /** Makes the extension; JUnit does this. */
    public SandboxExtension() {}

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == Sandbox.class;
    }

    @Override
    public Sandbox resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return shared(context).sandbox();
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        Sandbox sandbox = shared(context).sandbox();
        sandbox.ocsp().heal();
        sandbox.secondOcsp().heal();
        sandbox.tsa().heal();
        sandbox.trustedListServer().heal();
        sandbox.lists().reset();
        sandbox.register().heal();
        sandbox.securityServer().heal();
        sandbox.braintree().heal();
    }

    private static Shared shared(ExtensionContext context) {
        return context.getRoot()
                .getStore(NAMESPACE)
                .getOrComputeIfAbsent(Shared.class, key -> new Shared(Sandbox.start()), Shared.class);
    }

    /** Closes the sandbox together with JUnit's root context. */
    private record Shared(Sandbox sandbox) implements AutoCloseable {
        @Override
        public void close() {
            sandbox.close();
        }
    }
}
