package io.slipway.config.schema;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.slipway.config.document.KeyPath;
import io.slipway.events.json.Json;

import static org.assertj.core.api.Assertions.assertThat;

class ConfigSchemaTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{ | s.json:1:",
                "{} x | is not JSON",
                "{\"a\":1,\"a\":2} | is not JSON: Duplicate",
                "{\"type\":\"strnig\"} | /type",
                "{\"properties\":{\"a\":{\"requried\":true}}} | there is no keyword requried",
                "{\"properties\":{\"a\":{\"x-slipway-secert\":true}}} | there is no keyword x-slipway-secert",
                "{\"$schema\":\"http://json-schema.org/draft-07/schema#\"} | $schema has to be",
                "[] | a schema is an object",
                "{\"minimum\":\"1\"} | /minimum",
                "{\"properties\":{\"a\":{\"$ref\":\"https://example.com/s.json\"}}} | leads nowhere",
                "{\"$ref\":\"#/$defs/none\"} | leads nowhere",
            })
    void aSchemaThatIsWrongItselfIsRefused(String json, String expected) {
        assertThat(ConfigSchema.read("s.json", json).faults())
                .isNotEmpty()
                .first()
                .asString()
                .contains(expected);
    }

    @Test
    void aMarkIsFoundThroughReferencesBranchesListsAndPatterns() {
        ConfigSchema schema = ConfigSchema.read("s.json", """
                        {
                          "$defs": {"pin": {"x-slipway-secret": true}, "loop": {"$ref": "#/$defs/loop"}},
                          "properties": {
                            "a": {"$ref": "#/$defs/pin"},
                            "b": {"anyOf": [{"type": "null"}, {"properties": {"c": {"$ref": "#/$defs/pin"}}}]},
                            "d": {"type": "array", "prefixItems": [{}], "items": {"$ref": "#/$defs/pin"}},
                            "e": {"patternProperties": {"^x": {"$ref": "#/$defs/pin"}}, "additionalProperties": {}},
                            "f": {"$ref": "#/$defs/loop"}
                          },
                          "if": {"required": ["g"]}, "then": {"properties": {"g": {"$ref": "#/$defs/pin"}}}
                        }
                        """).orThrow();
        assertThat(java.util.stream.Stream.of("a", "a.deep", "b.c", "d[1]", "e.xy", "g"))
                .allMatch(key -> schema.isSecret(KeyPath.parse(key)));
        assertThat(java.util.stream.Stream.of("b", "d[0]", "e.y", "f", "unknown"))
                .noneMatch(key -> schema.isSecret(KeyPath.parse(key)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"type\":\"integer\",\"minimum\":1,\"maximum\":9} | an integer from 1 to 9",
                "{\"type\":\"number\",\"exclusiveMinimum\":0} | a number above 0",
                "{\"type\":[\"string\",\"null\"],\"maxLength\":3} | text or nothing with at most 3 characters",
                "{\"type\":\"string\",\"pattern\":\"^a$\"} | text matching ^a$",
                "{\"type\":\"array\",\"minItems\":1,\"uniqueItems\":true} | a list with at least 1 elements without repeats",
                "{\"enum\":[\"a\",1]} | one of a, 1",
                "{} | a value",
            })
    void aPartIsSaidInWords(String part, String words) {
        assertThat(SchemaWords.expected(Json.mapper().readTree(part))).isEqualTo(words);
    }
}
