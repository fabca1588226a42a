package dev.eresident.examples.benchmarks;

import dev.eresident.core.signature.CheckReport;
import dev.eresident.core.signature.SignatureChecker;
import dev.eresident.core.trust.TrustAnchors;
import dev.eresident.core.trust.TrustPolicy;
import dev.eresident.sandbox.Sandbox;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** A container with one stored file of 256 MiB, against plain hashing of as many bytes from the disk. */
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@State(Scope.Thread)
@SuppressWarnings("NullAway.Init") // JMH calls the setup first.
public class BigFile {
    static final int MEBIBYTES = 256;

    private Path folder;
    private Path data;
    private Path container;
    private SignatureChecker checker;

    /** For JMH. */
    public BigFile() {}

    /**
     * Writes the files and signs.
     *
     * @throws IOException if the disk is full
     */
    @Setup
    public void sign() throws IOException {
        folder = Files.createTempDirectory("big-file");
        data = folder.resolve("noise.bin");
        container = folder.resolve("noise.asice");
        Path list = folder.resolve("list.xml");
        Random random = new Random(20_261_122);
        byte[] block = new byte[1 << 20];
        try (OutputStream out = Files.newOutputStream(data)) {
            for (int i = 0; i < MEBIBYTES; i++) {
                random.nextBytes(block);
                out.write(block);
            }
        }
        try (Sandbox sandbox = Sandbox.builder().clock(CorpusFiles.CLOCK).start();
                OutputStream out = new BufferedOutputStream(Files.newOutputStream(container), 1 << 16)) {
            Files.write(list, sandbox.pki().trustedList());
            sandbox.contracts()
                    .container()
                    .file("noise.bin", "application/octet-stream", data)
                    .signedBy(sandbox.eResident())
                    .writeTo(out);
        }
        checker = SignatureChecker.with(TrustPolicy.test(TrustAnchors.load(list)), CorpusFiles.CLOCK);
    }

    /**
     * Deletes the files.
     *
     * @throws IOException if one cannot be deleted
     */
    @TearDown
    public void clean() throws IOException {
        for (String name : new String[] {"noise.bin", "noise.asice", "list.xml"}) {
            Files.delete(folder.resolve(name));
        }
        Files.delete(folder);
    }

    /**
     * The whole check.
     *
     * @return the report
     */
    @Benchmark
    public CheckReport check() {
        return EverydayContainer.valid(checker.check(container));
    }

    /**
     * SHA-256 of the data file.
     *
     * @return the digest
     * @throws IOException if it cannot be read
     * @throws GeneralSecurityException never
     */
    @Benchmark
    public byte[] sha256() throws IOException, GeneralSecurityException {
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        byte[] block = new byte[1 << 16];
        try (InputStream in = Files.newInputStream(data)) {
            for (int n = in.read(block); n >= 0; n = in.read(block)) {
                digest.update(block, 0, n);
            }
        }
        return digest.digest();
    }
}
