package io.slipway.backup.mongodb.architecture;

import org.junit.jupiter.api.Test;

import com.tngtech.archunit.core.domain.JavaClasses;

import io.slipway.kit.architecture.ArchitectureRules;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

/** A library on top of the repository and MongoDB's driver: it knows nothing of Slipway's services, of Spring or of Kafka. */
class BackupMongodbArchitectureTest {
    private static final String ROOT = "io.slipway.backup.mongodb";
    private final JavaClasses production = ArchitectureRules.production(ROOT);

    @Test
    void itIsTheRepositoryTheDriverAndNothingElse() {
        classes()
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        "java..",
                        "io.slipway.backup..",
                        "org.jspecify..",
                        "org.slf4j..",
                        "org.bson..",
                        "com.mongodb..",
                        "com.fasterxml.jackson.annotation..",
                        "tools.jackson..")
                .check(production);
    }

    @Test
    void theFormatOfArchivesKnowsNoServer() {
        noClasses()
                .that()
                .resideInAPackage(ROOT + ".archive..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("com.mongodb..", "io.slipway.backup.repository..")
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
