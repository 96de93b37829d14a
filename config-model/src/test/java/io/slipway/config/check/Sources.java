package io.slipway.config.check;

import java.util.ArrayList;
import java.util.List;

import io.slipway.config.layer.ConfigDocument;
import io.slipway.config.layer.ConfigSource;
import io.slipway.config.schema.ConfigSchema;

/** Short ways to write documents in tests. */
final class Sources {
    private Sources() {}

    /** Paths and texts by turns. */
    static ConfigSource of(String... pathsAndTexts) {
        List<ConfigDocument> documents = new ArrayList<>();
        for (int i = 0; i < pathsAndTexts.length; i += 2) {
            documents.add(
                    ConfigDocument.of(pathsAndTexts[i], pathsAndTexts[i + 1]).orThrow());
        }
        return ConfigSource.of(documents).orThrow();
    }

    static List<String> check(String schema, ConfigSource source) {
        return check(schema, source, CheckContext.offline("crm"));
    }

    static List<String> check(String schema, ConfigSource source, CheckContext context) {
        Checker checker = Checker.of(ConfigSchema.read("schema.json", schema).orThrow(), context)
                .orThrow();
        return checker.check(source).stream().map(Object::toString).toList();
    }
}
