package io.slipway.configclient;

import org.junit.jupiter.api.Test;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

class ConfigClientArchitectureTest {
    @Test
    void itNeedsTheJdkAndJacksonOnly() {
        classes()
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage("io.slipway.configclient", "java..", "tools.jackson..", "org.jspecify..")
                .because("whatever it brings with it, an application has to agree with")
                .check(new ClassFileImporter()
                        .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                        .importPackages("io.slipway.configclient"));
    }
}
