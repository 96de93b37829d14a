package io.slipway.cli.command;

import io.slipway.cli.ExitCode;
import io.slipway.cli.api.ApiClient;
import io.slipway.events.json.Json;

import picocli.CommandLine.Command;

@Command(
        name = "schema",
        description = "Print the JSON Schema of slipway.yaml, as the server has it.",
        mixinStandardHelpOptions = true)
public final class SchemaCommand extends ApiCommand {
    @Override
    protected ExitCode run(ApiClient api) {
        terminal()
                .out()
                .println(Json.mapper()
                        .writerWithDefaultPrettyPrinter()
                        .writeValueAsString(api.get("/api/v1/schemas/slipway-v1.schema.json")));
        return ExitCode.DONE;
    }
}
