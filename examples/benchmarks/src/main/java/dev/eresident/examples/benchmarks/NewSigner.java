package dev.eresident.examples.benchmarks;

import dev.eresident.core.Bytes;
import dev.eresident.core.CryptoChoice;
import dev.eresident.core.internal.crypto.SignatureVerifier;
import dev.eresident.core.signature.CheckReport;
import dev.eresident.core.signature.SignatureChecker;
import dev.eresident.core.trust.TrustAnchors;
import dev.eresident.core.trust.TrustPolicy;
import dev.eresident.sandbox.Sandbox;
import dev.eresident.sandbox.card.CardProfile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** A container of the sandbox with a new card each time, as a bank meets them: only what belongs to authorities can be remembered. */
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@State(Scope.Thread)
@SuppressWarnings("NullAway.Init") // JMH calls the setup first.
public class NewSigner {
    private static final byte[] CONTENT = "We agree.".getBytes(StandardCharsets.UTF_8);

    private Sandbox sandbox;
    private TrustAnchors anchors;
    private SignatureChecker checker;
    private SignatureVerifier ofSigners;
    private SignatureVerifier ofServices;
    private byte[] container;
    private Verifications verifications;

    /** For JMH. */
    public NewSigner() {}

    /**
     * Starts the sandbox and lets the JVM compile: issuing cards takes so much of the time that the measured code would not be met often enough.
     *
     * @throws IOException never
     */
    @Setup
    public void start() throws IOException {
        sandbox = Sandbox.builder().clock(CorpusFiles.CLOCK).start();
        TreeMap<String, Bytes> list = new TreeMap<>();
        list.put("list.xml", Bytes.of(sandbox.pki().trustedList()));
        anchors = TrustAnchors.builder().addFiles(list, List.of()).build();
        checker = SignatureChecker.with(TrustPolicy.test(anchors), CorpusFiles.CLOCK);
        ofSigners = SignatureVerifier.of(CryptoChoice.standard());
        ofServices = SignatureVerifier.ofRecurringKeys(CryptoChoice.standard());
        sign();
        for (int i = 0; i < 2000; i++) {
            check();
            floor();
        }
    }

    /** Stops the sandbox. */
    @TearDown
    public void stop() {
        sandbox.close();
    }

    /**
     * Issues a card, signs with it and takes the result apart; not measured.
     *
     * @throws IOException never
     */
    @Setup(Level.Invocation)
    public void sign() throws IOException {
        container = sandbox.contracts()
                .container()
                .file("agreement.txt", "text/plain", CONTENT)
                .signedBy(sandbox.orderCard(CardProfile.E_RESIDENT_2018).issue())
                .build();
        verifications = Verifications.of(container, anchors);
    }

    /**
     * The check of a signer who was never met.
     *
     * @return the report
     */
    @Benchmark
    public CheckReport check() {
        return EverydayContainer.valid(checker.check("agreement.asice", container));
    }

    /**
     * The arithmetic of {@link #check}.
     *
     * @return true
     */
    @Benchmark
    public boolean floor() {
        return EverydayContainer.good(verifications.newSigner(ofSigners, ofServices));
    }
}
