package dev.eresident.house;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** The rules that hold in every module of the SDK; each module's architecture test adds its own. */
public final class HouseRules {
    private static final Set<String> BANNED_ROOMS = Set.of(
            "util",
            "utils",
            "helper",
            "helpers",
            "common",
            "impl",
            "dto",
            "dao",
            "model",
            "manager",
            "exception",
            "exceptions");

    private HouseRules() {}

    /**
     * Reads the production classes of a module.
     *
     * @param module the module's folder, seen from the test's working directory
     * @return its classes
     */
    public static JavaClasses productionClasses(Path module) {
        return new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeJars())
                .importPath(module.resolve("target/classes"));
    }

    /**
     * Checks the rules of every module.
     *
     * @param classes the module's production classes
     * @param root the module's root package
     */
    public static void check(JavaClasses classes, String root) {
        Stream.of(
                        slices().matching(root + ".(*)..")
                                .should()
                                .beFreeOfCycles()
                                .allowEmptyShould(true),
                        noBannedRooms(),
                        noHiddenClock(),
                        noHiddenSettings(),
                        noMutableStatics(),
                        publicTypesAreClosed(),
                        noForeignTypesInSignatures(root),
                        loggersOnlyThroughSlf4j())
                .forEach(rule -> rule.check(classes));
    }

    /**
     * Checks that no room uses another but along the arrows of the plan. The root types and {@code internal} are open to all.
     *
     * @param classes the module's production classes
     * @param root the module's root package
     * @param arrows room to the rooms that it may use
     */
    public static void checkArrows(JavaClasses classes, String root, Map<String, Set<String>> arrows) {
        arrows.forEach((room, allowed) -> {
            String[] forbidden = arrows.keySet().stream()
                    .filter(other -> !other.equals(room) && !other.equals("internal") && !allowed.contains(other))
                    .map(other -> root + "." + other + "..")
                    .toArray(String[]::new);
            noClasses()
                    .that()
                    .resideInAPackage(root + "." + room + "..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(forbidden)
                    .allowEmptyShould(true)
                    .check(classes);
        });
    }

    private static ArchRule noBannedRooms() {
        return classes()
                .should(condition(
                        "live in a room named after its purpose",
                        type -> Stream.of(type.getPackageName().split("\\."))
                                .filter(BANNED_ROOMS::contains)
                                .map(room -> type.getName() + " lives in a room called " + room)
                                .toList()));
    }

    private static ArchRule noHiddenClock() {
        return noClasses()
                .should()
                .callMethod(java.time.Instant.class, "now")
                .orShould()
                .callMethod(java.time.LocalDate.class, "now")
                .orShould()
                .callMethod(java.time.LocalDateTime.class, "now")
                .orShould()
                .callMethod(System.class, "currentTimeMillis")
                .orShould()
                .callConstructor(java.util.Date.class)
                .because("time comes in through a Clock");
    }

    private static ArchRule noHiddenSettings() {
        return noClasses()
                .should()
                .callMethod(System.class, "getProperty", String.class)
                .orShould()
                .callMethod(System.class, "getenv", String.class)
                .orShould()
                .callMethod(System.class, "setProperty", String.class, String.class)
                .orShould()
                .callMethod(java.security.Security.class, "addProvider", java.security.Provider.class)
                .because("everything is passed in");
    }

    private static ArchRule noMutableStatics() {
        return fields().that()
                .areStatic()
                .and(new DescribedPredicate<JavaField>("are written in the source") {
                    @Override
                    public boolean test(JavaField field) {
                        return !field.getModifiers().contains(JavaModifier.SYNTHETIC)
                                && !field.getName().startsWith("$");
                    }
                })
                .should()
                .beFinal()
                .allowEmptyShould(true);
    }

    private static ArchRule publicTypesAreClosed() {
        return classes()
                .that()
                .arePublic()
                .and()
                .areNotInterfaces()
                .and()
                .areNotEnums()
                .and()
                .areNotRecords()
                .and()
                .areNotAnnotations()
                .should(condition(
                        "be final or sealed",
                        type -> type.getModifiers().contains(JavaModifier.FINAL)
                                        || type.reflect().isSealed()
                                ? List.of()
                                : List.of(type.getName() + " can be extended by anybody")))
                .allowEmptyShould(true);
    }

    private static ArchRule noForeignTypesInSignatures(String root) {
        DescribedPredicate<JavaClass> foreign = resideInAnyPackage(
                "org.bouncycastle..", "com.fasterxml..", "okhttp3..", "okio..", "kotlin..", "com.github.tomakehurst..");
        return classes()
                .that()
                .arePublic()
                .and(DescribedPredicate.not(resideInAPackage(root + "..internal..")))
                .should(condition(
                        "show no type of another library",
                        type -> type.getCodeUnits().stream()
                                .filter(unit -> unit.getModifiers().contains(JavaModifier.PUBLIC))
                                .filter(unit -> !callerSuppliedClient(unit))
                                .filter(unit -> foreign.test(unit.getRawReturnType())
                                        || unit.getRawParameterTypes().stream().anyMatch(foreign))
                                .map(JavaCodeUnit::getFullName)
                                .toList()))
                .allowEmptyShould(true);
    }

    /** The one documented exception: the transport may be built on a caller's HTTP client. */
    private static boolean callerSuppliedClient(JavaCodeUnit unit) {
        return unit.getOwner().getPackageName().endsWith(".core.transport")
                && unit.getRawParameterTypes().stream()
                        .allMatch(type -> type.getName().equals("okhttp3.OkHttpClient"));
    }

    private static ArchRule loggersOnlyThroughSlf4j() {
        return noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("java.util.logging..", "org.apache.logging..", "org.apache.commons.logging..")
                .because("the integrator chooses the logger");
    }

    private static ArchCondition<JavaClass> condition(
            String description, java.util.function.Function<JavaClass, List<String>> violations) {
        return new ArchCondition<>(description) {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                violations.apply(type).forEach(text -> events.add(SimpleConditionEvent.violated(type, text)));
            }
        };
    }
}
