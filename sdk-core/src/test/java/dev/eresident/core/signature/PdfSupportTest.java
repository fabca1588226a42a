package dev.eresident.core.signature;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eresident.core.certificate.Certificate;
import dev.eresident.core.trust.ServiceType;
import dev.eresident.core.trust.TrustAnchors;
import dev.eresident.core.trust.TrustPolicy;
import dev.eresident.sandbox.Sandbox;
import java.io.File;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An integrator who checks no PDFs does without PDFBox. */
class PdfSupportTest {
    /** Runs inside a class loader of its own. */
    public static final class Probe implements Callable<String> {
        @Override
        public String call() throws Exception {
            try (Sandbox sandbox = Sandbox.start()) {
                TrustPolicy trust = TrustPolicy.test(TrustAnchors.builder()
                        .add(
                                ServiceType.CA_QC,
                                Certificate.of(sandbox.eResident().issuer().certificate()))
                        .build());
                return SignatureChecker.with(trust, Clock.systemUTC())
                        .check("a.pdf", PdfForge.document().finish().bytes())
                        .toJson("a.pdf");
            }
        }
    }

    /** The class path of the tests anew, without the packages of one library. */
    private static final class Without extends URLClassLoader {
        private final String library;

        Without(String library) throws MalformedURLException {
            super(classPath(), ClassLoader.getPlatformClassLoader());
            this.library = library;
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (!library.isEmpty() && name.startsWith(library)) {
                throw new ClassNotFoundException(name);
            }
            // As modules of the boot layer our own classes would be found by every parent.
            if (!name.startsWith("dev.eresident.") && !name.startsWith("org.apache.")) {
                return super.loadClass(name, resolve);
            }
            synchronized (getClassLoadingLock(name)) {
                Class<?> loaded = findLoadedClass(name);
                return loaded == null ? findClass(name) : loaded;
            }
        }
    }

    /** Class path, module path, and the folder of the tests that is patched into the module. */
    private static URL[] classPath() throws MalformedURLException {
        List<URL> urls = new ArrayList<>();
        for (String property : List.of("java.class.path", "jdk.module.path")) {
            for (String entry : System.getProperty(property, "").split(File.pathSeparator, -1)) {
                urls.add(Path.of(entry).toUri().toURL());
            }
        }
        urls.add(Path.of("target", "test-classes").toUri().toURL());
        return urls.toArray(URL[]::new);
    }

    private static String probe(String leftOut) throws Exception {
        try (URLClassLoader loader = new Without(leftOut)) {
            Object probe = loader.loadClass(Probe.class.getName())
                    .getDeclaredConstructor()
                    .newInstance();
            return (String) ((Callable<?>) probe).call();
        }
    }

    @Test
    void whenPdfBoxIsThere_thenPdfsAreRead() throws Exception {
        assertThat(probe("")).contains("\"verdict\":\"UNSIGNED\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"org.apache.pdfbox.", "org.apache.commons.logging."})
    void whenPdfBoxOrItsLoggingIsNotThere_thenTheReportSaysWhatToAdd(String library) throws Exception {
        assertThat(probe(library))
                .contains("\"verdict\":\"UNREADABLE\"", "\"code\":\"PDF_SUPPORT_MISSING\"")
                .contains("org.apache.pdfbox:pdfbox:", "--add-modules org.apache.pdfbox,org.apache.commons.logging");
    }
}
