package io.slipway.cli.output;

import java.io.PrintWriter;

import io.slipway.events.json.Json;

import picocli.CommandLine.Option;
import tools.jackson.dataformat.yaml.YAMLFactory;
import tools.jackson.dataformat.yaml.YAMLMapper;
import tools.jackson.dataformat.yaml.YAMLWriteFeature;

/** In which form data is printed. */
public final class OutputOptions {
    /** The forms. */
    public enum Format {
        table,
        json,
        yaml
    }

    private static final YAMLMapper YAML = YAMLMapper.builder(YAMLFactory.builder()
                    .disable(YAMLWriteFeature.WRITE_DOC_START_MARKER)
                    .enable(YAMLWriteFeature.MINIMIZE_QUOTES)
                    .enable(YAMLWriteFeature.ALWAYS_QUOTE_NUMBERS_AS_STRINGS)
                    .build())
            .build();

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FORMAT",
            order = 98,
            defaultValue = "table",
            description = "table, json or yaml. Default: ${DEFAULT-VALUE}")
    private Format format = Format.table;

    public boolean isTable() {
        return format == Format.table;
    }

    /** Prints data whole, where it is not wanted as a table. */
    public void print(PrintWriter out, Object data) {
        switch (format) {
            case json, table ->
                out.println(Json.mapper().writerWithDefaultPrettyPrinter().writeValueAsString(Json.tree(data)));
            case yaml -> out.print(YAML.writeValueAsString(Json.tree(data)));
        }
        out.flush();
    }
}
