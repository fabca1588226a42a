package consumer;

import dev.eresident.core.certificate.Certificate;
import dev.eresident.core.EResidentException;
import dev.eresident.core.id.Iban;
import dev.eresident.core.signature.CheckReport;
import dev.eresident.core.signature.SignatureChecker;
import dev.eresident.core.signature.Verdict;
import dev.eresident.core.trust.TrustAnchors;
import dev.eresident.core.trust.TrustPolicy;
import java.nio.file.Path;
import java.time.Clock;

/** What an integrator's first class looks like: no class of the SDK's own dependencies in sight. */
public final class Consumer {
    private Consumer() {}

    /** Runs it; a wrong answer ends the build. */
    public static void main(String[] arguments) {
        expect(Iban.tryParse("EE382200221020145685").isPresent(), "an IBAN is read");
        try {
            Certificate.read(new byte[] {1, 2, 3});
            expect(false, "three bytes are no certificate");
        } catch (EResidentException e) {
            expect(e.code().equals("CERTIFICATE_UNREADABLE"), "the code says what is wrong, was " + e.code());
        }
        if (arguments.length > 0) {
            TrustPolicy policy = TrustPolicy.production(TrustAnchors.load(Path.of(arguments[0])));
            CheckReport report = SignatureChecker.with(policy, Clock.systemUTC()).check(Path.of("no-such-file.asice"));
            expect(report.verdict() == Verdict.UNREADABLE, "a missing file is unreadable");
        }
        System.out.println("consumer of " + (Consumer.class.getModule().isNamed() ? "the module path" : "the class path") + ": well");
    }

    private static void expect(boolean holds, String what) {
        if (!holds) {
            throw new IllegalStateException("Expected: " + what);
        }
    }
}
