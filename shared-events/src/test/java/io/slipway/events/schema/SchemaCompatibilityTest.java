package io.slipway.events.schema;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.slipway.events.json.Json;

import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

class SchemaCompatibilityTest {
    private static final String RELEASED = """
            {"type":"object","required":["a"],"properties":{"a":{"type":"string"},"b":{"$ref":"#/$defs/B"}},
             "$defs":{"B":{"type":"string","enum":["X","Y"]}}}""";

    @Test
    void anOptionalFieldAndAnEnumValueMayBeAdded() {
        assertThat(breaks(RELEASED.replace("\"b\":{", "\"c\":{\"type\":\"integer\"},\"b\":{")
                        .replace("\"X\"", "\"W\",\"X\"")))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'type':'string'} -> {'type':'integer'}",
                "'a':{'type':'string'}, -> ",
                "['a'] -> []",
                "['a'] -> ['a','b']",
                "['X','Y'] -> ['X']"
            })
    void whateverAnOldOrNewReaderCouldNotReadIsABreak(String change) {
        String[] sides = change.replace('\'', '"').split(" -> ", 2);
        String changed = RELEASED.replace(sides[0], sides[1]);

        assertThat(changed).isNotEqualTo(RELEASED);
        assertThat(breaks(changed)).isNotEmpty();
    }

    private static Iterable<String> breaks(String changed) {
        return SchemaCompatibility.breaks(tree(RELEASED), tree(changed));
    }

    private static JsonNode tree(String json) {
        return Json.mapper().readTree(json);
    }
}
