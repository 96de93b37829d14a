package io.slipway.config.check;

import org.junit.jupiter.api.Test;

import io.slipway.config.schema.ConfigSchema;

import static org.assertj.core.api.Assertions.assertThat;

class CheckerTest {
    private static final String SCHEMA = """
            {
              "type": "object",
              "properties": {
                "server": {
                  "type": "object",
                  "properties": {
                    "port": {"type": "integer", "minimum": 1, "maximum": 65535},
                    "host": {"type": "string"},
                    "mode": {"enum": ["fast", "safe"]}
                  },
                  "required": ["port"],
                  "additionalProperties": false
                },
                "pool": {
                  "type": "object",
                  "properties": {"min": {"type": "integer"}, "max": {"type": "integer"}, "ratio": {"type": "number"}}
                },
                "tls": {"type": "boolean"},
                "hosts": {"type": "array", "items": {"type": "string", "minLength": 2}}
              },
              "x-slipway-rules": [
                {"rule": "!has(config.pool) || config.pool.min <= config.pool.max",
                 "message": "the pool needs room: min is at most max", "key": "pool.min"},
                {"rule": "has(config.tls) && config.tls", "message": "production speaks TLS", "key": "tls",
                 "environments": ["production"]}
              ]
            }
            """;

    @Test
    void whatIsRightHasNoFaults() {
        assertThat(Sources.check(
                        SCHEMA,
                        Sources.of(
                                "base/application.yml", "server: {port: 8080, mode: fast}\npool: {min: 1, max: 5}",
                                "environments/production/application.yml", "tls: true")))
                .isEmpty();
    }

    @Test
    void aFaultNamesItsLineTheTypeTheRangeAndWhatItFound() {
        assertThat(Sources.check(
                        SCHEMA,
                        Sources.of(
                                "base/application.yml",
                                "server:\n  port: 8080\n",
                                "environments/staging/application.yml",
                                "# staging\nserver:\n  port: 70000\n  mode: slow\nhosts: [ab, c]\n")))
                .containsExactly(
                        "environments/staging/application.yml:3:9: server.port:"
                                + " expected an integer from 1 to 65535, found 70000",
                        "environments/staging/application.yml:4:9: server.mode: expected one of fast, safe, found \"slow\"",
                        "environments/staging/application.yml:5:13: hosts[1]:"
                                + " expected text with at least 2 characters, found \"c\"");
    }

    @Test
    void whatIsMissingAndWhatNobodyKnowsIsSaidWhereItWouldBe() {
        assertThat(Sources.check(SCHEMA, Sources.of("base/application.yml", "server:\n  prot: 1\n")))
                .containsExactly(
                        "base/application.yml:2:3: server.port: is missing; expected an integer from 1 to 65535",
                        "base/application.yml:2:3: server.prot: the schema has no such key; known are port, host, mode");
    }

    @Test
    void aFaultOfSomeTargetsOnlyNamesThem() {
        assertThat(Sources.check(
                        SCHEMA,
                        Sources.of(
                                "base/application.yml", "server: {port: 1}\npool: {min: 4, max: 9}\ntls: true",
                                "environments/production/application.yml", "pool: {max: 5}",
                                "environments/staging/application.yml", "pool: {max: 3}")))
                .containsExactly("base/application.yml:2:13: pool.min:"
                        + " the pool needs room: min is at most max (in staging)");
    }

    @Test
    void aRuleHoldsWhereItSaysAndBlamesItsKey() {
        assertThat(Sources.check(
                        SCHEMA,
                        Sources.of(
                                "base/application.yml", "server: {port: 1}\ntls: false",
                                "environments/production/a.yml", "{}",
                                "environments/staging/a.yml", "{}")))
                .containsExactly("base/application.yml:2:6: tls: production speaks TLS (in production)");
    }

    @Test
    void aRuleThatCannotBeEvaluatedSaysWhyWithoutTheValue() {
        assertThat(Sources.check(SCHEMA, Sources.of("base/application.yml", "server: {port: 1}\npool: {max: 5}")))
                .singleElement()
                .asString()
                .contains("it asks for a key that is not set; guard it with has(...)");
    }

    @Test
    void textFromAFormatWithoutTypesIsWhatTheSchemaExpects() {
        assertThat(Sources.check(
                        SCHEMA,
                        Sources.of(
                                "base/application.properties",
                                "server.port=8080\nserver.host=12\npool.min=1\npool.max=2\npool.ratio=0.5\ntls=true")))
                .isEmpty();
        assertThat(Sources.check(SCHEMA, Sources.of("base/application.properties", "server.port=80x\n")))
                .containsExactly("base/application.properties:1:13: server.port:"
                        + " expected an integer from 1 to 65535, found \"80x\"");
    }

    @Test
    void aReferenceIsCheckedAsWhatItStandsFor() {
        assertThat(Sources.check(
                        SCHEMA,
                        Sources.of("base/a.yml", "server: {port: \"${pool.max}\"}\npool: {min: 1, max: 70000}")))
                .containsExactly(
                        "base/a.yml:1:16: server.port: expected an integer from 1 to 65535, found something else");
    }

    @Test
    void everyServiceIsCheckedWithWhatItGets() {
        assertThat(Sources.check(
                        SCHEMA,
                        Sources.of(
                                "environments/staging/a.yml", "tls: true",
                                "services/web/a.yml", "server: {port: 1}",
                                "services/api/a.yml", "server: {host: x}")))
                .containsExactly("services/api/a.yml:1:9: server.port: is missing;"
                        + " expected an integer from 1 to 65535 (in staging/api)");
    }

    @Test
    void aRuleThatDoesNotCompileIsRefusedWithItsPlace() {
        ConfigSchema schema = ConfigSchema.read("schema.json", """
                        {"x-slipway-rules": [
                          {"rule": "config.a ==", "message": "m"},
                          {"rule": "1 + 1", "message": "m"},
                          {"rule": "System.exit(1)", "message": "m"},
                          {"message": "m"}]}
                        """).orThrow();
        assertThat(Checker.of(schema, CheckContext.offline("crm")).faults())
                .extracting(fault -> fault.field())
                .containsExactly("x-slipway-rules[3]");
        ConfigSchema three = ConfigSchema.read("schema.json", """
                        {"x-slipway-rules": [
                          {"rule": "config.a ==", "message": "m"},
                          {"rule": "1 + 1", "message": "m"},
                          {"rule": "System.exit(1)", "message": "m"}]}
                        """).orThrow();
        assertThat(Checker.of(three, CheckContext.offline("crm")).faults())
                .extracting(fault -> fault.field())
                .containsExactly("x-slipway-rules[0].rule", "x-slipway-rules[1].rule", "x-slipway-rules[2].rule");
    }
}
