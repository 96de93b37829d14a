package io.slipway.cli.output;

import java.io.PrintWriter;

import io.slipway.events.json.Json;

import picocli.CommandLine.Option;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** In which form data is printed. */
public final class OutputOptions {
    /** The forms. */
    public enum Format {
        table,
        json,
        yaml
    }

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FORMAT",
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
            case yaml -> out.print(YAMLMapper.builder().build().writeValueAsString(Json.tree(data)));
        }
        out.flush();
    }
}
