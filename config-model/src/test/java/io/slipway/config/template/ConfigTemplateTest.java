package io.slipway.config.template;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.slipway.config.check.CheckContext;
import io.slipway.config.check.Checker;
import io.slipway.config.document.ConfigTree;
import io.slipway.config.document.DocumentReader;
import io.slipway.config.document.Fault;
import io.slipway.config.document.KeyPath;
import io.slipway.config.document.Parsed;
import io.slipway.config.document.Position;
import io.slipway.config.layer.ConfigDocument;
import io.slipway.config.layer.ConfigSource;
import io.slipway.config.render.JsonWriter;
import io.slipway.config.schema.ConfigSchema;
import io.slipway.events.json.Json;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

class ConfigTemplateTest {
    private static final String TEMPLATE = """
            parameters:
              host: {type: string, required: true}
              pool: {type: integer, default: 5}
              replicas: {type: integer, required: [production]}
              note: {type: string}
            template:
              db:
                url: "jdbc:postgresql://{{ host }}/crm"
                pool: "{{pool}}"
              replicas: "{{replicas}}"
              note: "{{note}}"
              literal: "\\\\{{host}}"
              logging:
                level[com.example]: info
            """;

    @Test
    void valuesArePutInWithTheirTypeAndWhatHasNoneIsLeftOut() {
        String json =
                json(template(TEMPLATE).render("staging", values("host: db1\n")).orThrow());
        assertThat(Json.mapper().readTree(json)).isEqualTo(Json.mapper().readTree("""
                                {"db": {"url": "jdbc:postgresql://db1/crm", "pool": 5}, "literal": "{{host}}",
                                 "logging": {"level": {"[com.example]": "info"}}}
                                """));
    }

    @Test
    void whatAnEnvironmentDoesNotSayOrSaysWronglyIsAFaultAtItsPlace() {
        assertThat(template(TEMPLATE)
                        .render("production", values("pool: many\nhsot: db1\n"))
                        .faults())
                .extracting(Fault::toString)
                .containsExactlyInAnyOrder(
                        "values.yml:1:7: pool: expected an integer, as t.yml:3:3 declares the parameter pool",
                        "values.yml:2:1: hsot: is no parameter of t.yml; known are host, pool, replicas, note",
                        "values.yml:1:1: host: is missing; production has to say it: expected text, as t.yml:2:3 declares the"
                                + " parameter host",
                        "values.yml:1:1: replicas: is missing; production has to say it: expected an integer, as t.yml:4:3"
                                + " declares the parameter replicas");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'parameters: {}\ntemplate: {a: \"{{x}}\"}' | t.yml:2:15: a: there is no parameter x",
                "'parameters: {}\ntemplate: {a: \"{{x\"}' | a placeholder is written {{name}}",
                "'parameters: {x: {type: text}}\ntemplate: {}' | has to be string, integer, number or boolean",
                "'parameters: {x: {type: integer, default: a}}\ntemplate: {}' | expected an integer",
                "'parameters: {x: {type: string, defualt: a}}\ntemplate: {}' | defualt: is not known here",
                "'parameters: {x: 1}\ntemplate: {}' | a parameter is declared by {type: ...}",
                "'parameters: {}' | template: is missing",
                "'parameters: {}\ntemplate: {}\nmore: 1' | more: is not known here",
            })
    void aTemplateThatIsWrongItselfIsRefused(String yaml, String expected) {
        assertThat(ConfigTemplate.read(tree("t.yml", yaml)).faults())
                .singleElement()
                .asString()
                .contains(expected);
    }

    @Test
    void aParameterWithoutAValueInTheMiddleOfATextIsAFault() {
        ConfigTemplate template = template("parameters: {x: {type: string}}\ntemplate: {a: \"-{{x}}-\"}");
        assertThat(template.render("staging", values("{}")).faults())
                .singleElement()
                .asString()
                .contains("t.yml:2:15: a: the parameter x has no value to put into this text");
    }

    @Property(tries = 200)
    void noValueBecomesAKeyOrAnotherPlaceholder(@ForAll String value) {
        ConfigTemplate template = template(
                "parameters: {x: {type: string}, y: {type: string, default: why}}\ntemplate: {a: \"<{{x}}>\", y: \"{{y}}\"}");
        String given = Json.mapper().writeValueAsString(java.util.Map.of("x", value + "\"}, b: 1 {{y}}\n"));
        Parsed<ConfigTree> values = DocumentReader.read("v.json", given.getBytes(UTF_8));
        values.then(tree -> template.render("staging", tree))
                .toOptional()
                .ifPresent(tree -> assertThat(Json.mapper().readTree(json(tree)))
                        .isEqualTo(Json.mapper()
                                .createObjectNode()
                                .put("a", "<" + value + "\"}, b: 1 {{y}}\n>")
                                .put("y", "why")));
    }

    @Test
    void whatComesOutIsCheckedLikeAnyDocument() {
        String json = json(template(TEMPLATE)
                .render("staging", values("{host: db1, pool: 900}"))
                .orThrow());
        ConfigSource source = ConfigSource.of(List.of(ConfigDocument.of("environments/staging/application.json", json)
                        .orThrow()))
                .orThrow();
        ConfigSchema schema = ConfigSchema.read(
                        "s.json", "{\"properties\":{\"db\":{\"properties\":{\"pool\":{\"maximum\":100}}}}}")
                .orThrow();
        assertThat(Checker.of(schema, CheckContext.offline("crm")).orThrow().check(source))
                .singleElement()
                .asString()
                .contains("environments/staging/application.json:4:")
                .contains("db.pool: expected a value at most 100, found 900");
    }

    @Test
    void aValueStandsWhereTheTemplateSaysIt() {
        ConfigTree tree =
                template(TEMPLATE).render("staging", values("host: db1\n")).orThrow();

        assertThat(tree.find(KeyPath.parse("db.pool")).orElseThrow().position())
                .isEqualTo(new Position("t.yml", 9, 11));
    }

    @Test
    void aParameterThatNobodyUsesIsAFault() {
        assertThat(ConfigTemplate.read(tree("t.yml", "parameters:\n  x: {type: string}\ntemplate: {a: 1}"))
                        .faults())
                .singleElement()
                .asString()
                .startsWith("t.yml:2:3: parameters.x: no placeholder uses this parameter");
    }

    @Test
    void aTemplateDoesNotGrowWithoutBounds() {
        ConfigTemplate template =
                template("parameters: {x: {type: string}}\ntemplate: {a: [" + "\"{{x}}\", ".repeat(1_000) + "\"\"]}");
        assertThat(template.render("staging", values("x: " + "y".repeat(10_000)))
                        .faults())
                .singleElement()
                .asString()
                .contains("a document has at most 1048576 bytes");
    }

    private static String json(ConfigTree tree) {
        return JsonWriter.write(tree.root());
    }

    private static ConfigTemplate template(String yaml) {
        return ConfigTemplate.read(tree("t.yml", yaml)).orThrow();
    }

    private static ConfigTree values(String yaml) {
        return tree("values.yml", yaml);
    }

    private static ConfigTree tree(String document, String yaml) {
        return DocumentReader.read(document, yaml.getBytes(UTF_8)).orThrow();
    }
}
