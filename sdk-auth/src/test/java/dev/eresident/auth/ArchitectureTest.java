package dev.eresident.auth;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import dev.eresident.house.ApiText;
import dev.eresident.house.HouseRules;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
    private static final String ROOT = "dev.eresident.auth";

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
    void whenARoomIsRead_thenItUsesWhatAllShareAndNoOtherMethod() {
        Set<String> shared = Set.of("session", "signing");
        HouseRules.checkArrows(
                classes,
                ROOT,
                Map.of(
                        "session", Set.of(),
                        "internal", Set.of(),
                        "signing", Set.of("session"),
                        "webeid", shared,
                        "smartid", shared,
                        "mobileid", shared,
                        "oidc", shared));
    }

    @Test
    void whenALibraryIsUsed_thenOnlyThroughCore() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.bouncycastle..", "com.fasterxml..", "okhttp3..", "javax.xml..")
                .orShould()
                .dependOnClassesThat()
                .haveFullyQualifiedName("java.security.Signature")
                .check(classes);
    }

    @Test
    void whenADatabaseIsUsed_thenOnlyByItsRoom() {
        noClasses()
                .that()
                .resideOutsideOfPackage(ROOT + ".session.jdbc..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("java.sql..", "javax.sql..", "dev.eresident.core.internal.jdbc..")
                .check(classes);
    }

    @Test
    void whenThePublicApiChanges_thenApiTextChangesWithIt() {
        assertThat(ApiText.difference(Path.of(""))).isEmpty();
    }
}
