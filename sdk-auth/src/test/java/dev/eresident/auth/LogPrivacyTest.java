package dev.eresident.auth;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** At level DEBUG the SDK's log holds no personal code, name, phone or document number, and no secret, whatever the method. */
class LogPrivacyTest {
    @TempDir
    Path folder;

    @Test
    void whenEveryMethodIsUsedAtLevelDebug_thenTheLogHoldsNothingPersonalOrSecret() throws Exception {
        Path log = folder.resolve("log");
        Path secrets = folder.resolve("secrets");
        Process child = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx256m",
                        "-Dstderr.encoding=UTF-8",
                        "-Dsun.stderr.encoding=UTF-8",
                        "-Dorg.slf4j.simpleLogger.defaultLogLevel=debug",
                        // The sandbox lives in the same JVM; what its server logs is not the SDK's.
                        "-Dorg.slf4j.simpleLogger.log.org.eclipse.jetty=off",
                        "-Dorg.slf4j.simpleLogger.log.WireMock=off",
                        "-cp",
                        classPath(),
                        LoggingProgram.class.getName()))
                .redirectError(log.toFile())
                .redirectOutput(secrets.toFile())
                .start();
        assertThat(child.waitFor(2, TimeUnit.MINUTES)).isTrue();
        String logged = Files.readString(log, StandardCharsets.UTF_8);
        List<String> hidden = Files.readAllLines(secrets, StandardCharsets.UTF_8);

        assertThat(child.exitValue()).as(logged).isZero();
        assertThat(logged)
                .contains("the end")
                .contains("DEBUG dev.eresident.core.transport.Transport - Smart-ID POST")
                .contains("DEBUG dev.eresident.core.transport.Transport - Mobile-ID POST")
                .contains("DEBUG dev.eresident.core.transport.Transport - OCSP ")
                .contains("came back OidcCallback")
                .contains(
                        "SignatureValue[ECDSA_SHA384]",
                        "SignatureValue[RSA_PSS_SHA512]",
                        "SignatureValue[ECDSA_SHA256]")
                .contains("pending PendingCardSignature")
                .contains(
                        "IDENTITY_MISMATCH", "USER_REFUSED", "USER_CANCELLED", "SIGNATURE_INVALID", "CONNECTION_RESET");
        assertThat(hidden).hasSizeGreaterThan(100).noneMatch(String::isBlank);
        assertThat(hidden).allSatisfy(secret -> assertThat(logged).doesNotContainIgnoringCase(secret));
    }

    /** Everything that this JVM runs, whether it came as modules or as a class path. */
    private static String classPath() throws URISyntaxException {
        return String.join(
                File.pathSeparator,
                Path.of(LogPrivacyTest.class
                                .getProtectionDomain()
                                .getCodeSource()
                                .getLocation()
                                .toURI())
                        .toString(),
                System.getProperty("jdk.module.path", ""),
                System.getProperty("java.class.path", ""),
                "target/test-classes",
                "target/classes");
    }
}
