package io.slipway.kafka.embedded;

import org.junit.jupiter.api.Test;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

/** A broker for whoever wants one: it knows nothing of Slipway, nor of Spring. */
class EmbeddedKafkaArchitectureTest {
    @Test
    void itIsABrokerAndNothingElse() {
        classes()
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        "java..",
                        "io.slipway.kafka.embedded..",
                        "kafka..",
                        "org.apache.kafka..",
                        "org.slf4j..",
                        "org.jspecify..",
                        "scala..")
                .check(new ClassFileImporter()
                        .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                        .importPackages("io.slipway.kafka.embedded"));
    }
}
