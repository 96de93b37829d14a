package io.slipway.cli.architecture;

import org.junit.jupiter.api.Test;

import com.tngtech.archunit.core.domain.JavaClasses;

import io.slipway.kit.architecture.ArchitectureRules;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

class CommandLineArchitectureTest {
    private static final String ROOT = "io.slipway.cli";
    private static final JavaClasses CLASSES = ArchitectureRules.production(ROOT);

    @Test
    void thePackagesHaveNoCycles() {
        ArchitectureRules.noCycles(ROOT).check(CLASSES);
    }

    @Test
    void namesSayWhatAClassDoes() {
        ArchitectureRules.namesSaySomething().check(ArchitectureRules.everything(ROOT));
        ArchitectureRules.noLombok().check(ArchitectureRules.everything(ROOT));
    }

    @Test
    void itKnowsNoOtherService() {
        ArchitectureRules.knowsOnly(ROOT, "io.slipway.events", "io.slipway.config", "io.slipway.backup")
                .check(CLASSES);
    }

    @Test
    void itSpeaksToASlipwayOverHttpAlone() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "org.apache.kafka..",
                        "org.springframework..",
                        "io.slipway.kit..",
                        "io.slipway.deploy..",
                        "io.slipway.notification..",
                        "io.slipway.standalone..")
                .because("it starts in a moment, and works against a Slipway of any host")
                .check(CLASSES);
    }

    @Test
    void whatIsPrintedDoesNotDependOnWhoAsks() {
        noClasses()
                .that()
                .resideInAPackage("io.slipway.cli.output..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.slipway.cli.api..", "io.slipway.cli.command..", "io.slipway.cli.stream..")
                .check(CLASSES);
    }
}
