package io.slipway.config.application;

import java.util.HashMap;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.slipway.config.check.CheckContext;
import io.slipway.config.document.Fault;
import io.slipway.config.document.KeyPath;
import io.slipway.config.document.Parsed;
import io.slipway.config.layer.EffectiveValue;
import io.slipway.config.layer.Target;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

/** Templates that a declaration names: what each environment gets, and what is said of a wrong one. */
class TemplatesTest {
    private static final String DECLARATION = """
            environments:
              - name: staging
              - name: production
            services: [web]
            templates:
              - file: templates/database.yaml
                values:
                  staging: {host: db1}
                  production: {host: db2, pool: 20}
            """;

    private static final String TEMPLATE = """
            parameters:
              host: {type: string, required: true}
              pool: {type: integer, default: 5}
            template:
              database:
                url: jdbc:postgresql://{{host}}/shop
                pool: "{{pool}}"
            """;

    @Test
    void eachEnvironmentGetsItsOwnRendering() {
        ConfigApplication shop = read(DECLARATION, TEMPLATE).orThrow();

        assertThat(value(shop, "staging", "database.url")).isEqualTo("\"jdbc:postgresql://db1/shop\"");
        assertThat(value(shop, "staging", "database.pool")).isEqualTo("5");
        assertThat(value(shop, "production", "database.url")).isEqualTo("\"jdbc:postgresql://db2/shop\"");
        assertThat(value(shop, "production", "database.pool")).isEqualTo("20");
    }

    @Test
    void aValueKnowsItsPlaceInTheTemplateAndAWrittenDocumentOverridesIt() {
        ConfigApplication shop = read(
                        DECLARATION,
                        TEMPLATE,
                        Map.of("environments/production/application.yaml", "database: {pool: 30}\n"))
                .orThrow();

        EffectiveValue url = explain(shop, "production", "database.url");
        assertThat(url.origin().at()).hasToString("templates/database.yaml:6:10");
        EffectiveValue pool = explain(shop, "production", "database.pool");
        assertThat(pool.origin().at().document()).isEqualTo("environments/production/application.yaml");
        assertThat(pool.overridden())
                .extracting(origin -> origin.at().toString())
                .containsExactly("templates/database.yaml:7:11");
    }

    @Test
    void theSchemaSeesWhatWasRenderedAndBlamesTheTemplate() {
        ConfigApplication shop = read(DECLARATION, TEMPLATE, Map.of("slipway-config.schema.json", """
                                {"properties": {"database": {"properties": {"pool": {"type": "integer", "maximum": 10}}}}}
                                """))
                .orThrow();

        assertThat(shop.check(CheckContext.offline("shop")))
                .extracting(Fault::toString)
                .containsExactly(
                        "templates/database.yaml:7:11: database.pool: expected an integer at most 10, found 20 (in production)");
    }

    @Test
    void aTemplateAndWhatItIsToldArePartOfTheRevision() {
        assertThat(read(DECLARATION, TEMPLATE).orThrow().revision())
                .isEqualTo(read(DECLARATION, TEMPLATE).orThrow().revision())
                .isNotEqualTo(read(DECLARATION.replace("db2", "db3"), TEMPLATE)
                        .orThrow()
                        .revision())
                .isNotEqualTo(read(DECLARATION, TEMPLATE.replace("default: 5", "default: 6"))
                        .orThrow()
                        .revision());
    }

    @Test
    void whatWasAcceptedOnceIsRenderedTheSameWayWhenItIsReadAgain() {
        ConfigApplication again = ConfigApplication.ofStored(bytes(DECLARATION, TEMPLATE, Map.of()))
                .orThrow()
                .application();

        assertThat(again.source().documents())
                .isEqualTo(read(DECLARATION, TEMPLATE).orThrow().source().documents());
        assertThat(again.source().documents().keySet())
                .containsExactly(
                        "environments/production/database.yaml.json", "environments/staging/database.yaml.json");
    }

    @Test
    void aTemplateForOneServiceReachesNobodyElse() {
        ConfigApplication shop = read(DECLARATION.replace("    values:", "    service: web\n    values:"), TEMPLATE)
                .orThrow();

        assertThat(shop.source().effective(Target.environment("production")).values())
                .isEmpty();
        assertThat(shop.source().effective(Target.of("production", "web")).explain(KeyPath.parse("database.pool")))
                .isPresent();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            host: db1          | hsot: db1                 | slipway-config.yaml:8:17: templates[0].values.staging.hsot: is no parameter of templates/database.yaml; known are host, pool
            {host: db1}        | {}                        | slipway-config.yaml:8:16: templates[0].values.staging.host: is missing; staging has to say it: expected text, as templates/database.yaml:2:3 declares the parameter host
            pool: 20           | pool: many                | slipway-config.yaml:9:37: templates[0].values.production.pool: expected an integer, as templates/database.yaml:3:3 declares the parameter pool
            production: {host  | prodction: {host          | slipway-config.yaml:9:7: templates[0].values.prodction: no environment that is declared has this name
            database.yaml      | databsae.yaml             | slipway-config.yaml:6:5: templates[0].file: there is no document templates/databsae.yaml
            templates/database | ../database               | slipway-config.yaml:6:5: templates[0].file: a file in templates/ is expected, like templates/database.yaml
            """)
    void whatAnEnvironmentIsToldWronglyIsAFaultWithItsPlace(String good, String bad, String expected) {
        assertThat(read(DECLARATION.replace(good, bad), TEMPLATE).faults())
                .extracting(Fault::toString)
                .contains(expected);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {{host}}             | {{hots}} | templates/database.yaml:6:10: database.url: there is no parameter hots; declare it first
            '"{{pool}}"'         | 5        | templates/database.yaml:3:3: parameters.pool: no placeholder uses this parameter; write {{pool}} where it belongs, or take it out
            type: integer        | type: int | templates/database.yaml:3:16: parameters.pool.type: has to be string, integer, number or boolean
            """)
    void whatIsWrongWithATemplateIsToldWithItsPlace(String good, String bad, String expected) {
        assertThat(read(DECLARATION, TEMPLATE.replace(good, bad)).faults())
                .extracting(Fault::toString)
                .contains(expected);
    }

    @Test
    void aTemplateThatNobodyNamesIsAFault() {
        assertThat(read(DECLARATION, TEMPLATE, Map.of("templates/other.yaml", TEMPLATE))
                        .faults())
                .singleElement()
                .asString()
                .startsWith("templates/other.yaml: slipway-config.yaml names it nowhere");
    }

    @Test
    void aCredentialInACommentOfATemplateIsInTheHistoryToo() {
        assertThat(read(DECLARATION, TEMPLATE + "# AKIA" + "QWERTYUIOPASDFGH\n").faults())
                .singleElement()
                .satisfies(fault -> {
                    assertThat(fault.position()).hasToString("templates/database.yaml:8:3");
                    assertThat(fault.message()).contains("in the clear");
                });
    }

    private static String value(ConfigApplication application, String environment, String key) {
        return explain(application, environment, key).value().json().toString();
    }

    private static EffectiveValue explain(ConfigApplication application, String environment, String key) {
        return application
                .source()
                .effective(Target.environment(environment))
                .explain(KeyPath.parse(key))
                .orElseThrow();
    }

    private static Parsed<ConfigApplication> read(String declaration, String template) {
        return read(declaration, template, Map.of());
    }

    private static Parsed<ConfigApplication> read(String declaration, String template, Map<String, String> more) {
        return ConfigApplication.of(bytes(declaration, template, more));
    }

    private static Map<String, byte[]> bytes(String declaration, String template, Map<String, String> more) {
        Map<String, byte[]> documents = new HashMap<>();
        more.forEach((path, text) -> documents.put(path, text.getBytes(UTF_8)));
        documents.put("slipway-config.yaml", declaration.getBytes(UTF_8));
        documents.put("templates/database.yaml", template.getBytes(UTF_8));
        return documents;
    }
}
