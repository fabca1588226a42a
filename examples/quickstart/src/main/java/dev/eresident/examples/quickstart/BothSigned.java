package dev.eresident.examples.quickstart;

import dev.eresident.core.id.PersonalCode;
import dev.eresident.core.id.SemanticsIdentifier;
import dev.eresident.core.signature.CheckReport;
import dev.eresident.core.signature.ExpectedSignatures;
import dev.eresident.core.signature.Profile;
import dev.eresident.core.signature.SignatureChecker;
import dev.eresident.core.trust.TrustAnchors;
import dev.eresident.core.trust.TrustPolicy;
import dev.eresident.sandbox.Sandbox;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;

/** A contract counts only when both partners have signed all of it. The sandbox plays the partners. */
public final class BothSigned {
    private BothSigned() {}

    /**
     * Runs the program.
     *
     * @param arguments none
     * @throws IOException if the temporary file cannot be written
     */
    public static void main(String[] arguments) throws IOException {
        Path trustedList = Files.createTempFile("trusted-list", ".xml");
        try (Sandbox sandbox = Sandbox.start()) {
            Files.write(trustedList, sandbox.pki().trustedList());
            byte[] contract = sandbox.contracts()
                    .container()
                    .file("agreement.txt", "text/plain", "We agree.".getBytes(StandardCharsets.UTF_8))
                    .signedBy(sandbox.eResident())
                    .build();
            SignatureChecker checker =
                    SignatureChecker.with(TrustPolicy.test(TrustAnchors.load(trustedList)), Clock.systemUTC());
            PersonalCode first = PersonalCode.parse(sandbox.eResident().person().personalCode());
            PersonalCode second = PersonalCode.parse(sandbox.citizen().person().personalCode());
            System.out.println(accept(checker, contract, first, second));
            // prints: VALID, but 1 has not signed all of it
        }
        Files.delete(trustedList);
    }

    // #region accept
    static String accept(SignatureChecker checker, byte[] contract, PersonalCode first, PersonalCode second) {
        CheckReport report = checker.check("contract.asice", contract);
        List<SemanticsIdentifier> partners = List.of(SemanticsIdentifier.of(first), SemanticsIdentifier.of(second));
        ExpectedSignatures.Outcome outcome = ExpectedSignatures.by(partners)
                .atLeast(Profile.LT) // with the proofs that keep it checkable
                .in(report);
        if (outcome instanceof ExpectedSignatures.Incomplete open) {
            return report.verdict() + ", but " + open.missing().size() + " has not signed all of it";
        }
        return report.toJson("contract.asice"); // keep it beside the contract
    }
    // #endregion
}
