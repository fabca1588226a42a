package dev.eresident.core.signature;

import dev.eresident.core.certificate.Certificate;
import dev.eresident.core.trust.ServiceType;
import dev.eresident.core.trust.TrustAnchors;
import dev.eresident.core.trust.TrustPolicy;
import dev.eresident.sandbox.Sandbox;
import dev.eresident.sandbox.contract.ContainerBuilder;
import dev.eresident.sandbox.contract.Tamper;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;

/**
 * Containers signed by the sandbox, independent of the SDK, and a checker that trusts it. The sandbox is started once for all tests of a JVM, and its list read once, because they take ten times
 * as long as a test; who changes something in it changes it back. The checker is made anew each time.
 */
final class Signed implements AutoCloseable {
    static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");
    static final String SIGNATURES = "META-INF/signatures0.xml";

    final Sandbox sandbox;
    final TrustPolicy policy;
    final SignatureChecker checker;

    private static final class Shared {
        static final Sandbox SANDBOX =
                Sandbox.builder().clock(Clock.fixed(NOW, ZoneOffset.UTC)).start();
        static final TrustAnchors ANCHORS = load(SANDBOX.pki().trustedList());

        private static TrustAnchors load(byte[] xml) {
            try {
                Path list = Files.createTempFile("sandbox-list", ".xml");
                try {
                    Files.write(list, xml);
                    return TrustAnchors.load(list);
                } finally {
                    Files.delete(list);
                }
            } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        }
    }

    Signed() {
        sandbox = Shared.SANDBOX;
        policy = TrustPolicy.test(Shared.ANCHORS);
        checker = SignatureChecker.with(policy, Clock.fixed(NOW.plusSeconds(7200), ZoneOffset.UTC));
    }

    /** A checker over these pinned certificates only. */
    static SignatureChecker trusting(Map<ServiceType, X509Certificate> pinned) {
        TrustAnchors.Builder anchors = TrustAnchors.builder();
        pinned.forEach((type, certificate) -> anchors.add(type, Certificate.of(certificate)));
        return SignatureChecker.with(TrustPolicy.test(anchors.build()), Clock.fixed(NOW, ZoneOffset.UTC));
    }

    ContainerBuilder builder() {
        return sandbox.contracts()
                .container()
                .file("contract.txt", "text/plain", "I agree.".getBytes(StandardCharsets.UTF_8))
                .file("annex 1+2.txt", "text/plain", "More.".getBytes(StandardCharsets.UTF_8))
                .signedBy(sandbox.eResident());
    }

    byte[] tampered(Tamper tamper) {
        return builder().tamper(tamper).build();
    }

    CheckReport check(byte[] container) {
        return checker.check("contract.asice", container);
    }

    /** Rewrites the signature file as text. */
    static byte[] edited(byte[] container, UnaryOperator<String> edit) {
        return rewritten(
                container,
                SIGNATURES,
                bytes -> edit.apply(new String(bytes, StandardCharsets.UTF_8)).getBytes(StandardCharsets.UTF_8));
    }

    static Map<String, byte[]> entries(byte[] container) {
        Map<String, byte[]> entries = new LinkedHashMap<>();
        try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(container))) {
            for (ZipEntry e = zip.getNextEntry(); e != null; e = zip.getNextEntry()) {
                entries.put(e.getName(), zip.readAllBytes());
            }
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
        return entries;
    }

    static byte[] entry(byte[] container, String name) {
        return Optional.ofNullable(entries(container).get(name)).orElseThrow();
    }

    static byte[] rewritten(byte[] container, String entry, UnaryOperator<byte[]> edit) {
        Map<String, byte[]> entries = entries(container);
        if (!entries.containsKey(entry)) {
            throw new IllegalArgumentException("no entry " + entry + " among " + entries.keySet());
        }
        entries.computeIfPresent(entry, (name, bytes) -> edit.apply(bytes));
        return zipped(entries);
    }

    static byte[] zipped(Map<String, byte[]> entries) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(out)) {
            // What a test repeats a thousand times is not to be taken for a bomb.
            zip.setLevel(Deflater.NO_COMPRESSION);
            for (Map.Entry<String, byte[]> e : entries.entrySet()) {
                ZipEntry header = new ZipEntry(e.getKey());
                if (e.getKey().equals("mimetype")) {
                    CRC32 crc = new CRC32();
                    crc.update(e.getValue());
                    header.setMethod(ZipEntry.STORED);
                    header.setSize(e.getValue().length);
                    header.setCrc(crc.getValue());
                }
                zip.putNextEntry(header);
                zip.write(e.getValue());
                zip.closeEntry();
            }
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    /** Gives the sandbox back, which runs until the JVM ends. */
    @Override
    public void close() {
        // Others use it.
    }
}
