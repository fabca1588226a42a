package dev.eresident.examples.benchmarks;

import dev.eresident.core.signature.SignatureChecker;
import dev.eresident.core.trust.TrustAnchors;
import dev.eresident.core.trust.TrustPolicy;
import java.nio.file.Path;
import java.util.function.Function;

/** Judges a container with the SDK, as the peers do it in their own classes. */
public final class OwnJudge implements Function<Path, String> {
    private final SignatureChecker checker;

    /**
     * Makes a judge.
     *
     * @param trust folder of {@code ca.pem}, {@code ocsp.pem} and {@code tsa.pem}
     */
    public OwnJudge(Path trust) {
        checker = SignatureChecker.with(TrustPolicy.test(anchors(trust)), CorpusFiles.CLOCK);
    }

    static TrustAnchors anchors(Path trust) {
        return TrustAnchors.builder()
                .addPath(trust.resolve("ca.pem"))
                .addPath(trust.resolve("ocsp.pem"))
                .addPath(trust.resolve("tsa.pem"))
                .build();
    }

    @Override
    public String apply(Path file) {
        return checker.check(file).isValid() ? "VALID" : "NOT VALID";
    }
}
