package dev.eresident.examples.benchmarks;

import dev.eresident.core.CryptoChoice;
import dev.eresident.core.internal.crypto.SignatureVerifier;
import dev.eresident.core.signature.CheckReport;
import dev.eresident.core.signature.SignatureChecker;
import dev.eresident.core.trust.TrustAnchors;
import dev.eresident.core.trust.TrustPolicy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** The container of the corpus that every library is measured with. It is the same each time: one pair of rows has everything remembered that can be, the other nothing. */
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@State(Scope.Thread)
@SuppressWarnings("NullAway.Init") // JMH calls the setup first.
public class EverydayContainer {
    private Path file;
    private TrustAnchors anchors;
    private SignatureChecker checker;
    private Verifications verifications;
    private SignatureVerifier ofSigners;
    private SignatureVerifier ofServices;

    /** For JMH. */
    public EverydayContainer() {}

    /**
     * Reads what is needed.
     *
     * @throws IOException if the corpus cannot be read
     */
    @Setup
    public void prepare() throws IOException {
        file = CorpusFiles.everydayContainer();
        anchors = OwnJudge.anchors(CorpusFiles.anchors());
        checker = newChecker();
        verifications = Verifications.of(Files.readAllBytes(file), anchors);
        ofSigners = SignatureVerifier.of(CryptoChoice.standard());
        ofServices = SignatureVerifier.ofRecurringKeys(CryptoChoice.standard());
    }

    private SignatureChecker newChecker() {
        return SignatureChecker.with(TrustPolicy.test(anchors), CorpusFiles.CLOCK);
    }

    /**
     * The check with both certificates and the keys of responder and time-stamping unit remembered.
     *
     * @return the report
     */
    @Benchmark
    public CheckReport again() {
        return valid(checker.check(file));
    }

    /**
     * The arithmetic of {@link #again}.
     *
     * @return true
     */
    @Benchmark
    public boolean againFloor() {
        return good(verifications.remembering(ofSigners, ofServices));
    }

    /**
     * The check with nothing remembered.
     *
     * @return the report
     */
    @Benchmark
    public CheckReport first() {
        return valid(newChecker().check(file));
    }

    /**
     * The arithmetic of {@link #first}.
     *
     * @return true
     */
    @Benchmark
    public boolean firstFloor() {
        return good(verifications.all(ofSigners));
    }

    static CheckReport valid(CheckReport report) {
        good(report.isValid());
        return report;
    }

    static boolean good(boolean good) {
        if (!good) {
            throw new IllegalStateException("What is measured must be good");
        }
        return true;
    }
}
