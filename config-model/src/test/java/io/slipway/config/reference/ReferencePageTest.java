package io.slipway.config.reference;

import java.util.List;

import org.junit.jupiter.api.Test;

import io.slipway.config.layer.ConfigDocument;
import io.slipway.config.layer.ConfigSource;
import io.slipway.config.schema.ConfigSchema;

import static org.assertj.core.api.Assertions.assertThat;

class ReferencePageTest {
    @Test
    void everyKeyIsDescribedWithWhoSetsItAndNoValue() {
        ConfigSchema schema = schema("""
                {
                  "description": "What the CRM can be told.",
                  "properties": {
                    "server": {
                      "type": "object", "description": "The HTTP server",
                      "properties": {"port": {"type": "integer", "minimum": 1, "maximum": 65535, "default": 8080}},
                      "required": ["port"]
                    },
                    "password": {"type": "string", "default": "canary", "x-slipway-secret": true},
                    "mode": {"enum": ["a|b", "c"], "description": "one\\nor <b>the</b> other"},
                    "hosts": {"type": "array", "items": {"type": "object", "properties": {"name": {"type": "string"}}}},
                    "free": true
                  }
                }
                """);
        ConfigSource source = ConfigSource.of(List.of(
                        ConfigDocument.of("base/a.yml", "server: {port: 4711}").orThrow(),
                        ConfigDocument.of("environments/production/a.yml", "server: {port: 4712}\nmode: c")
                                .orThrow(),
                        ConfigDocument.of("environments/staging/services/web/a.yml", "mode: c")
                                .orThrow()))
                .orThrow();
        assertThat(ReferencePage.markdown("crm", schema, source)).isEqualTo("""
                        # Configuration of crm

                        What the CRM can be told.

                        | key | type | default | limits | secret | set in | description |
                        |---|---|---|---|---|---|---|
                        | `free` | a value |  |  |  |  |  |
                        | `hosts` | a list |  |  |  |  |  |
                        | `hosts[*].name` | text |  |  |  |  |  |
                        | `mode` | one of a\\|b, c |  |  |  | production, staging | one or &lt;b>the&lt;/b> other |
                        | `password` | text |  |  | yes |  |  |
                        | `server` | a group of keys |  |  |  | all, production | The HTTP server |
                        | `server.port` | an integer, required | `8080` | from 1 to 65535 |  | all, production |  |
                        """);
    }

    @Test
    void aSchemaThatHoldsItselfComesToAnEnd() {
        ConfigSchema schema = schema("""
                {"$defs": {"node": {"type": "object", "properties": {"next": {"$ref": "#/$defs/node"}}}},
                 "properties": {"root": {"$ref": "#/$defs/node"}}}
                """);
        assertThat(ReferencePage.markdown("crm", schema, ConfigSource.EMPTY)).contains("| `root.next` |");
    }

    private static ConfigSchema schema(String json) {
        return ConfigSchema.read("s.json", json).orThrow();
    }
}
