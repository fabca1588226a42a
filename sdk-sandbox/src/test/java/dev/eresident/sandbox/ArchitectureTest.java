package dev.eresident.sandbox;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;
import dev.eresident.house.ApiText;
import dev.eresident.house.HouseRules;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
    private static final String ROOT = "dev.eresident.sandbox";

    private static JavaClasses classes;

    @BeforeAll
    static void read() {
        classes = HouseRules.productionClasses(Path.of(""));
    }

    @Test
    void whenTheSandboxIsRead_thenItKnowsNothingOfTheSdk() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("dev.eresident.core..", "dev.eresident.auth..", "dev.eresident.payments..")
                .because("it must not check the SDK against itself")
                .check(classes);
    }

    @Test
    void whenTheRoomsAreRead_thenTheyAreFreeOfCycles() {
        SlicesRuleDefinition.slices()
                .matching(ROOT + ".(*)..")
                .should()
                .beFreeOfCycles()
                .check(classes);
    }

    @Test
    void whenThePublicApiChanges_thenApiTextChangesWithIt() {
        assertThat(ApiText.difference(Path.of(""))).isEmpty();
    }
}
