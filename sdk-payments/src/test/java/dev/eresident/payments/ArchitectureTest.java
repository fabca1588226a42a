package dev.eresident.payments;

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
    private static final String ROOT = "dev.eresident.payments";

    /** Room → the rooms that it may use; the root types are open to all. */
    private static final Map<String, Set<String>> ARROWS = Map.of(
            "order", Set.of(),
            "register", Set.of(),
            "journal", Set.of(),
            "sca", Set.of("order", "register", "journal"),
            "gateway", Set.of("order", "sca", "journal"),
            "evidence", Set.of("order", "register", "journal", "sca", "gateway"));

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
    void whenALibraryIsUsed_thenOnlyThroughCore() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.bouncycastle..", "com.fasterxml..", "okhttp3..", "javax.xml..")
                .check(classes);
    }

    @Test
    void whenThePublicApiChanges_thenApiTextChangesWithIt() {
        assertThat(ApiText.difference(Path.of(""))).isEmpty();
    }
}
