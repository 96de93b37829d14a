package io.slipway.client;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;

import com.tngtech.archunit.core.importer.ClassFileImporter;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static org.assertj.core.api.Assertions.assertThat;

class PublishADeployCommandTest {
    private static final Path SOURCE = Path.of("src/test/java/io/slipway/client/PublishADeployCommand.java");
    private static final Path PAGE = Path.of("../docs/how-to/publish-from-your-own-client.md");

    @Test
    void aClientNeedsTheContractAndAKafkaClientAlone() {
        classes()
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        "java..", "io.slipway.client", "io.slipway.events..", "org.apache.kafka..", "org.jspecify..")
                .check(new ClassFileImporter().importClasses(PublishADeployCommand.class));
    }

    @Test
    void theHowToShowsTheCodeThatIsTested() throws IOException {
        assertThat(Files.readString(PAGE)).contains("```java\n" + Files.readString(SOURCE) + "```\n");
    }
}
