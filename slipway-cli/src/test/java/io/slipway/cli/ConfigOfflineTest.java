package io.slipway.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.slipway.events.json.Json;

import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/** What can be done with a folder of configuration and no server. */
class ConfigOfflineTest {
    private static final String DECLARATION = """
            environments:
              - name: staging
              - name: production
            services: [web]
            """;

    @TempDir
    Path folder;

    @Test
    void faultsAreToldAsACompilerTellsThemAndFailTheBuild() throws IOException {
        write("slipway-config.yaml", DECLARATION);
        write("slipway-config.schema.json", """
                {"type": "object", "properties": {"port": {"type": "integer", "maximum": 65535}}}
                """);
        write("base/application.yaml", "port: 70000\n");

        TypedCommand test = TypedCommand.plain(false, "config", "test", folder.toString());

        assertThat(test.status()).isEqualTo(2);
        assertThat(test.out()).startsWith(folder.resolve("base/application.yaml") + ":1:7: port: expected an integer");
        assertThat(test.err()).contains("1 fault in");
        JsonNode json = Json.mapper()
                .readTree(TypedCommand.plain(false, "config", "test", folder.toString(), "-o", "json")
                        .out());
        assertThat(json.path("passed").asBoolean()).isFalse();
        assertThat(json.path("faults").path(0).path("line").asInt()).isEqualTo(1);
    }

    @Test
    void aGoodFolderPassesAndAReadmeInItIsNobodysFault() throws IOException {
        write("slipway-config.yaml", DECLARATION);
        write("base/application.yaml", "port: 80\n");
        write("README.md", "# Ours");

        TypedCommand test = TypedCommand.plain(false, "config", "test", folder.toString());

        assertThat(test.status()).isZero();
        assertThat(test.out()).contains("2 documents pass all checks for staging, production");
    }

    @Test
    void theExampleOfTheTutorialPasses() {
        TypedCommand test = TypedCommand.plain(false, "config", "test", "../examples/greeter/config");

        assertThat(test.out()).contains("6 documents pass all checks for staging, production");
    }

    @Test
    void aDocumentInNoLayerIsAFault() throws IOException {
        write("slipway-config.yaml", DECLARATION);
        write("application.yaml", "port: 80\n");

        assertThat(TypedCommand.plain(false, "config", "test", folder.toString())
                        .status())
                .isEqualTo(2);
        assertThat(TypedCommand.plain(
                                false, "config", "test", folder.resolve("none").toString())
                        .err())
                .contains("there is no folder");
    }

    @Test
    void rendersAFolderForWhoeverReadsIt() throws IOException {
        write("slipway-config.yaml", DECLARATION);
        write("base/application.yaml", "greeting: Hello ${name}\nname: world\npool: {size: 5}\nhosts: [a, b]\n");
        write("environments/production/services/web/application.yaml", "pool: {size: 20}\n");
        write("environments/production/secrets.yaml", "password: secret:db\n");

        assertThat(render("production", "--service", "web", "--format", "env").out())
                .isEqualTo(
                        "GREETING='Hello world'\nHOSTS_0=a\nHOSTS_1=b\nNAME=world\nPASSWORD=secret:db\nPOOL_SIZE=20\n");
        assertThat(render("staging", "--format", "json").out()).contains("\"size\" : 5");
        assertThat(render("production", "--format", "k8s-configmap").out())
                .contains("kind: ConfigMap", "name: shop")
                .doesNotContain("PASSWORD");
        assertThat(render("production").err()).contains("Secrets, not in the clear: password");
        TypedCommand missing = render("prodction");
        assertThat(missing.status()).isEqualTo(2);
        assertThat(missing.err()).contains("declares no environment prodction");
        assertThat(render("staging", "--format", "toml").err()).contains("'toml' is no format");
    }

    @Test
    void aTemplateIsRenderedForTheEnvironmentAndAWrongParameterHasItsPlace() throws IOException {
        String templates = """
                templates:
                  - file: templates/database.yaml
                    values:
                      production: {pool: 20}
                """;
        write("slipway-config.yaml", DECLARATION + templates);
        write("templates/database.yaml", """
                parameters:
                  pool: {type: integer, default: 5}
                template:
                  pool: {size: "{{pool}}"}
                """);

        assertThat(render("production", "--format", "env").out()).isEqualTo("POOL_SIZE=20\n");
        assertThat(render("staging", "--format", "env").out()).isEqualTo("POOL_SIZE=5\n");

        write("slipway-config.yaml", DECLARATION + templates.replace("20", "many"));
        TypedCommand test = TypedCommand.plain(false, "config", "test", folder.toString());
        assertThat(test.status()).isEqualTo(2);
        assertThat(test.out())
                .startsWith(folder.resolve("slipway-config.yaml")
                        + ":8:26: templates[0].values.production.pool: expected an integer, as"
                        + " templates/database.yaml:2:3 declares the parameter pool");
    }

    @Test
    void documentsTheKeys() throws IOException {
        write("slipway-config.yaml", DECLARATION);
        write("slipway-config.schema.json", """
                {"type": "object", "properties": {"port": {"type": "integer", "description": "Where it listens"}}}
                """);
        write("base/application.yaml", "port: 80\n");

        assertThat(TypedCommand.plain(false, "config", "docs", folder.toString(), "--application", "shop")
                        .out())
                .startsWith("# Configuration of shop\n")
                .contains("| `port` | an integer |  |  |  | all | Where it listens |");
    }

    @Test
    void takesASpringRepositoryOverAndGivesItBack() throws IOException {
        write("repository/application.yml", "timeout: 30\n");
        write("repository/web-production.yml", "timeout: 60 # slow\n");
        write("repository/notes.txt", "x");
        Path documents = folder.resolve("documents");

        TypedCommand imported = TypedCommand.plain(
                false,
                "config",
                "import",
                folder.resolve("repository").toString(),
                documents.toString(),
                "--format",
                "spring",
                "--environment",
                "production");

        assertThat(imported.status()).as(imported.err()).isZero();
        assertThat(imported.err()).contains("notes.txt: is left out", "slipway config apply APPLICATION");
        assertThat(documents.resolve("environments/production/services/web/web-production.yml"))
                .hasContent("timeout: 60 # slow\n");
        assertThat(documents.resolve("slipway-config.yaml"))
                .content()
                .contains("- name: production", "services: [web]");
        TypedCommand exported = TypedCommand.plain(
                false,
                "config",
                "export",
                "shop",
                folder.resolve("back").toString(),
                "--format",
                "spring",
                "--folder",
                documents.toString());
        assertThat(exported.status()).as(exported.err()).isZero();
        assertThat(folder.resolve("back/application.yml")).hasContent("timeout: 30\n");
        assertThat(folder.resolve("back/web-production.yml")).hasContent("timeout: 60 # slow\n");
    }

    @Test
    void takesEnvFilesAndConfigMapsOver() throws IOException {
        write("env/.env", "A=1\n");
        write("env/.env.production", "A=2\n");
        write("map.yaml", "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: shop}\ndata:\n  LEVEL: info\n");

        assertThat(TypedCommand.plain(
                                false,
                                "config",
                                "import",
                                folder.resolve("env").toString(),
                                folder.resolve("one").toString(),
                                "--format",
                                "env")
                        .status())
                .isZero();
        assertThat(folder.resolve("one/environments/production/.env.production"))
                .hasContent("A=2\n");
        assertThat(TypedCommand.plain(
                                false,
                                "config",
                                "import",
                                folder.resolve("map.yaml").toString(),
                                folder.resolve("two").toString(),
                                "--format",
                                "configmap",
                                "--environment",
                                "production")
                        .status())
                .isZero();
        assertThat(folder.resolve("two/environments/production/configmap.properties"))
                .hasContent("LEVEL=info\n");
    }

    @Test
    void anImportWritesOverNobodysWorkUnlessToldTo() throws IOException {
        write("env/.env", "A=1\n");
        write("one/base/.env", "A=mine\n");
        String[] words = {
            "config",
            "import",
            folder.resolve("env").toString(),
            folder.resolve("one").toString(),
            "--format",
            "env"
        };

        TypedCommand refused = TypedCommand.plain(false, words);

        assertThat(refused.status()).isEqualTo(2);
        assertThat(refused.err()).contains("base/.env: is there already, and different", "--force");
        assertThat(folder.resolve("one/base/.env")).hasContent("A=mine\n");
        assertThat(folder.resolve("one/slipway-config.yaml")).doesNotExist();
        assertThat(TypedCommand.plain(
                                false,
                                Stream.concat(Stream.of(words), Stream.of("--force"))
                                        .toArray(String[]::new))
                        .status())
                .isZero();
        assertThat(folder.resolve("one/base/.env")).hasContent("A=1\n");
    }

    private TypedCommand render(String environment, String... more) {
        return TypedCommand.plain(
                false,
                Stream.concat(
                                Stream.of("config", "render", "shop", environment, "--folder", folder.toString()),
                                Stream.of(more))
                        .toArray(String[]::new));
    }

    private void write(String path, String text) throws IOException {
        Path file = folder.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }
}
