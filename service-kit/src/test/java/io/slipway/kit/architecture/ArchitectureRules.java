package io.slipway.kit.architecture;

import java.time.Clock;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Stream;

import com.tngtech.archunit.ArchConfiguration;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

/** Rules for the shape of a module; each module's own test checks the ones that apply to it. */
public final class ArchitectureRules {
    private static final String SLIPWAY = "io.slipway..";

    static {
        // The rules are about names, which a class file has; reading all libraries as well takes most of the time.
        ArchConfiguration.get().setResolveMissingDependenciesFromClassPath(false);
    }

    private ArchitectureRules() {}

    /** The production classes under a package. */
    public static JavaClasses production(String root) {
        return new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackages(root);
    }

    /** All classes under a package, those of its tests among them. */
    public static JavaClasses everything(String root) {
        return new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_JARS)
                .importPackages(root);
    }

    /** A module knows of Slipway's other packages those named here, and itself. */
    public static ArchRule knowsOnly(String root, String... others) {
        String[] allowed = Stream.concat(Stream.of(root), Stream.of(others))
                .map(name -> name + "..")
                .toArray(String[]::new);
        return classes()
                .that()
                .resideInAPackage(root + "..")
                .should()
                .onlyDependOnClassesThat(resideOutsideOfPackage(SLIPWAY).or(resideInAnyPackage(allowed)))
                .because("services talk through Kafka alone, so that each can be changed, started and moved by itself");
    }

    /** Domain packages see the language, the contract and the deciders' interfaces, and nothing of the outside. */
    public static ArchRule domainIsPure(String domain) {
        return noClasses()
                .that()
                .resideInAPackage(domain)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "org.springframework..",
                        "org.apache.kafka..",
                        "io.micrometer..",
                        "io.opentelemetry..",
                        "io.vertx..",
                        "jakarta..",
                        "java.net.http..",
                        "java.sql..")
                .because("a decision must be testable without a server and must not change when an adapter does")
                .allowEmptyShould(true);
    }

    /** Time and randomness are inputs of a decision. */
    public static ArchRule domainHasNoClockAndNoDice(String domain) {
        return noClasses()
                .that()
                .resideInAPackage(domain)
                .should()
                .callMethod(Instant.class, "now")
                .orShould()
                .callMethod(Clock.class, "systemUTC")
                .orShould()
                .callMethod(System.class, "currentTimeMillis")
                .orShould()
                .callMethod(System.class, "nanoTime")
                .orShould()
                .callMethod(UUID.class, "randomUUID")
                .orShould()
                .dependOnClassesThat()
                .areAssignableTo(ThreadLocalRandom.class)
                .because("a decision that looks at a clock or rolls dice cannot be replayed")
                .allowEmptyShould(true);
    }

    /** No two packages need each other. */
    public static ArchRule noCycles(String root) {
        return slices().matching(root + ".(**)")
                .should()
                .beFreeOfCycles()
                .because("packages that need each other can only be understood, tested and changed together")
                .allowEmptyShould(true);
    }

    public static ArchRule noLombok() {
        return noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAPackage("lombok..")
                .because("records say it in the language");
    }

    /** Names that say nothing gather things that do not belong together. */
    public static ArchRule namesSaySomething() {
        return noClasses()
                .should()
                .haveSimpleNameEndingWith("Util")
                .orShould()
                .haveSimpleNameEndingWith("Utils")
                .orShould()
                .haveSimpleNameEndingWith("Helper")
                .orShould()
                .haveSimpleNameEndingWith("Manager")
                .orShould()
                .haveSimpleNameEndingWith("Impl")
                .because("a class is named after the one thing it does");
    }
}
