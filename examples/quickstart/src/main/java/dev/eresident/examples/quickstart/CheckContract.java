package dev.eresident.examples.quickstart;

import dev.eresident.core.signature.CheckReport;
import dev.eresident.core.signature.CheckedSignature;
import dev.eresident.core.signature.Finding;
import dev.eresident.core.signature.SignatureChecker;
import dev.eresident.core.trust.TrustAnchors;
import dev.eresident.core.trust.TrustPolicy;
import dev.eresident.sandbox.Sandbox;
import dev.eresident.sandbox.contract.Level;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;

/** A signed contract is judged. The sandbox plays the signer and the authorities. */
public final class CheckContract {
    private CheckContract() {}

    /**
     * Runs the program.
     *
     * @param arguments none
     * @throws IOException if the temporary folder cannot be written
     */
    public static void main(String[] arguments) throws IOException {
        Path folder = Files.createTempDirectory("contract");
        Path contract = folder.resolve("contract.asice");
        Path trustedList = folder.resolve("trusted-list.xml");
        try (Sandbox sandbox = Sandbox.start()) {
            Files.write(trustedList, sandbox.pki().trustedList());
            byte[] signed = sandbox.contracts()
                    .container()
                    .file("agreement.txt", "text/plain", "We agree.".getBytes(StandardCharsets.UTF_8))
                    .signedBy(sandbox.eResident())
                    .level(Level.LT)
                    .build();
            Files.write(contract, signed);
        }
        System.out.println(judge(trustedList, contract));
        // prints: VALID
        Files.delete(contract);
        Files.delete(trustedList);
        Files.delete(folder);
    }

    // #region check
    static String judge(Path trustedList, Path contract) {
        TrustAnchors anchors = TrustAnchors.load(trustedList); // a list, certificates, or a folder of them
        SignatureChecker checker = SignatureChecker.with(TrustPolicy.test(anchors), Clock.systemUTC()); // share it
        CheckReport report = checker.check(contract); // offline; never throws for what is in the file
        StringBuilder text = new StringBuilder(report.verdict().name());
        for (CheckedSignature signature : report.signatures()) {
            text.append("\n  ").append(signature.verdict());
            signature.provenAt().ifPresent(at -> text.append(", existed at ").append(at));
        }
        for (Finding finding : report.findings()) {
            text.append("\n  ").append(finding.code()).append(": ").append(finding.text());
        }
        return text.toString();
    }
    // #endregion
}
