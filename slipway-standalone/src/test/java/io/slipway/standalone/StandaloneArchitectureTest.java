package io.slipway.standalone;

import org.junit.jupiter.api.Test;

import com.tngtech.archunit.core.domain.JavaClasses;

import io.slipway.kit.architecture.ArchitectureRules;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.simpleNameEndingWith;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

/** The one module that sees every service: it starts them beside each other, and knows nothing of what they do. */
class StandaloneArchitectureTest {
    private static final String ROOT = "io.slipway.standalone";
    private static final JavaClasses CLASSES = ArchitectureRules.production(ROOT);

    @Test
    void itStartsServicesAndKnowsNothingOfTheirInside() {
        noClasses()
                .that()
                .resideInAPackage(ROOT + "..")
                .and()
                .resideOutsideOfPackage(ROOT + ".recovery..")
                .should()
                .dependOnClassesThat(resideInAnyPackage(
                                "io.slipway.deploy..",
                                "io.slipway.notification..",
                                "io.slipway.configservice..",
                                "io.slipway.backup..",
                                "io.slipway.backupservice..")
                        .and(not(simpleNameEndingWith("Configuration")))
                        .or(resideInAnyPackage("io.slipway.cli..")))
                .because("what a service is made of is its own")
                .check(CLASSES);
    }

    @Test
    void namesSayWhatAClassDoes() {
        ArchitectureRules.namesSaySomething().check(ArchitectureRules.everything(ROOT));
        ArchitectureRules.noLombok().check(ArchitectureRules.everything(ROOT));
    }
}
