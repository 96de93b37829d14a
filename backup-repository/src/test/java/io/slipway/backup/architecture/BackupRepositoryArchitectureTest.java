package io.slipway.backup.architecture;

import org.junit.jupiter.api.Test;

import com.tngtech.archunit.core.domain.JavaClasses;

import io.slipway.kit.architecture.ArchitectureRules;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

/** A library for whoever wants one: it knows nothing of Slipway's services, of Spring or of Kafka. */
class BackupRepositoryArchitectureTest {
    private static final String ROOT = "io.slipway.backup";
    private final JavaClasses production = ArchitectureRules.production(ROOT);

    @Test
    void itIsARepositoryAndNothingElse() {
        classes()
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        "java..",
                        "javax.crypto..",
                        ROOT + "..",
                        "org.jspecify..",
                        "org.slf4j..",
                        "com.github.luben.zstd..",
                        "com.fasterxml.jackson.annotation..",
                        "tools.jackson..",
                        "io.github.resilience4j..")
                .check(production);
    }

    @Test
    void hasNoCycles() {
        ArchitectureRules.noCycles(ROOT).check(production);
    }

    @Test
    void hasNamesThatSaySomething() {
        ArchitectureRules.namesSaySomething().check(production);
    }
}
