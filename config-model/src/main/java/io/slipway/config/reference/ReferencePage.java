package io.slipway.config.reference;

import java.util.List;

import io.slipway.config.layer.ConfigSource;
import io.slipway.config.schema.ConfigSchema;

import tools.jackson.databind.JsonNode;

/** All keys of an application as a Markdown page. The same schema and source give the same page. */
public final class ReferencePage {
    private static final String HEAD = """
            | key | type | default | limits | secret | set in | description |
            |---|---|---|---|---|---|---|
            """;

    private ReferencePage() {}

    /**
     * Writes the page; no value of the source appears in it, only where values are set.
     *
     * @param application heads the page
     */
    public static String markdown(String application, ConfigSchema schema, ConfigSource source) {
        StringBuilder page = new StringBuilder("# Configuration of " + cell(application) + "\n\n");
        JsonNode description = schema.source().path("description");
        if (description.isString()) {
            page.append(description.asString()).append("\n\n");
        }
        page.append(HEAD);
        for (KeyEntry entry : KeyEntries.of(schema, source)) {
            page.append("| `").append(entry.key()).append('`');
            List.of(
                            entry.type() + (entry.required() ? ", required" : ""),
                            entry.defaultValue().isEmpty() ? "" : "`" + entry.defaultValue() + "`",
                            entry.limits(),
                            entry.secret() ? "yes" : "",
                            String.join(", ", entry.setIn()),
                            entry.description())
                    .forEach(text -> page.append(" | ").append(cell(text)));
            page.append(" |\n");
        }
        return page.toString();
    }

    /** Whatever would end a cell or begin markup of its own is escaped. */
    private static String cell(String text) {
        return text.replace("\\", "\\\\")
                .replace("|", "\\|")
                .replace("<", "&lt;")
                .replaceAll("\\s+", " ")
                .strip();
    }
}
