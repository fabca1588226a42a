package dev.eresident.core;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.lang.ArchRule;
import dev.eresident.house.ApiText;
import dev.eresident.house.HouseRules;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
    private static final String ROOT = "dev.eresident.core";

    /** Room → the rooms that it may use; the root types and {@code internal} are open to all. */
    private static final Map<String, Set<String>> ARROWS = Map.ofEntries(
            entry("id", Set.of()),
            entry("money", Set.of()),
            entry("transport", Set.of()),
            entry("internal", Set.of()),
            entry("xroad", Set.of("transport", "internal")),
            entry("certificate", Set.of("id", "internal")),
            entry("trust", Set.of("id", "certificate", "transport", "internal")),
            entry("revocation", Set.of("id", "certificate", "trust", "transport", "internal")),
            entry("timestamp", Set.of("id", "certificate", "trust", "transport", "internal")),
            entry("existence", Set.of("certificate", "trust", "timestamp", "internal")),
            entry(
                    "signature",
                    Set.of("id", "certificate", "trust", "revocation", "timestamp", "existence", "internal")));

    private static JavaClasses classes;

    @BeforeAll
    static void read() {
        classes = HouseRules.productionClasses(Path.of(""));
    }

    @Test
    void whenTheHouseIsRead_thenItsRulesHold() {
        HouseRules.check(classes, ROOT);
    }

    @Test
    void whenARoomUsesAnother_thenTheArrowIsOnThePlan() {
        HouseRules.checkArrows(classes, ROOT, ARROWS);
    }

    @Test
    void whenALibraryIsUsed_thenOnlyInItsOnePlace() {
        Stream.of(
                        only(
                                List.of("internal.xml.."),
                                "javax.xml.parsers..",
                                "javax.xml.stream..",
                                "javax.xml.transform.."),
                        only(List.of("trust.."), "javax.xml.crypto.."),
                        only(List.of("internal.json.."), "com.fasterxml.."),
                        only(List.of("internal.jdbc.."), "java.sql..", "javax.sql.."),
                        only(List.of("transport.."), "okhttp3..", "okio..", "kotlin.."),
                        only(List.of("internal.crypto..", "revocation..", "timestamp.."), "org.bouncycastle.."),
                        noClasses()
                                .that()
                                .resideOutsideOfPackage(ROOT + ".internal.crypto..")
                                .should()
                                .dependOnClassesThat()
                                .haveFullyQualifiedName("java.security.Signature"))
                .forEach(rule -> rule.check(classes));
    }

    @Test
    void whenPdfBoxIsUsed_thenByItsBridgeOnly() {
        noClasses()
                .that()
                .haveNameNotMatching(ROOT.replace(".", "\\.") + "\\.signature\\.pades\\.PdfBoxBridge(\\$.*)?")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.apache.pdfbox..", "org.apache.commons.logging..")
                .check(classes);
    }

    @Test
    void whenThePublicApiChanges_thenApiTextChangesWithIt() {
        assertThat(ApiText.difference(Path.of(""))).isEmpty();
    }

    private static ArchRule only(List<String> rooms, String... packages) {
        return noClasses()
                .that()
                .resideOutsideOfPackages(
                        rooms.stream().map(room -> ROOT + "." + room).toArray(String[]::new))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(packages)
                .allowEmptyShould(true);
    }
}
