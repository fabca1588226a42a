package dev.eresident.core.trust;

import dev.eresident.core.certificate.Certificate;
import dev.eresident.core.certificate.Oid;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Recognises anchors of test authorities by what they say of themselves. The rule is narrow, because a bank's own authority may have any name: a common name
 * that begins with the word TEST or DEMO, in any case ({@code TEST of ESTEID2018}, {@code Test ESTEID2025}, {@code TEST-SK}, {@code DEMO of SK TSA}), or that
 * holds the word TEST in capitals ({@code eID TEST EC Citizen CA}); the organisation of the sandbox; or a certificate policy below 2.999, the arc for
 * examples (ITU-T X.660). None of the 2026 lists of the EU holds such a name.
 */
final class TestAuthorities {
    private static final Pattern NAME =
            Pattern.compile("(?i:(?:TEST|DEMO))(?![\\p{L}\\p{N}]).*|(?:.*[^\\p{L}\\p{N}])?TEST(?![\\p{L}\\p{N}]).*");
    private static final String SANDBOX = "e-Resident SDK sandbox";
    private static final Oid EXAMPLES = Oid.of("2.999");

    private TestAuthorities() {}

    static Optional<Certificate> firstIn(TrustAnchors anchors) {
        return anchors.services().stream()
                .flatMap(service -> service.certificates().stream())
                .filter(TestAuthorities::isTest)
                .findFirst();
    }

    static boolean isTest(Certificate certificate) {
        return names(certificate).anyMatch(name -> NAME.matcher(name.strip()).matches())
                || Stream.of(certificate.subject(), certificate.issuer())
                        .flatMap(name -> name.organization().stream())
                        .anyMatch(SANDBOX::equals)
                || certificate.policies().stream().anyMatch(policy -> policy.startsWith(EXAMPLES));
    }

    /** Of holder and issuer: a test responder may have a name of its own. */
    private static Stream<String> names(Certificate certificate) {
        return List.of(certificate.subject(), certificate.issuer()).stream()
                .flatMap(name -> name.commonName().stream());
    }
}
