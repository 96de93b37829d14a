package io.slipway.cli.stream;

import java.io.IOException;

import io.slipway.cli.ExitCode;
import io.slipway.cli.api.ApiClient;
import io.slipway.cli.command.ApiCommand;
import io.slipway.events.json.Json;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

@Command(name = "logs", description = "Show what a deployment's tasks wrote.", mixinStandardHelpOptions = true)
public final class LogsCommand extends ApiCommand {
    @Parameters(index = "0", paramLabel = "DEPLOYMENT", description = "The deployment's id.")
    private String id = "";

    @Option(
            names = {"-f", "--follow"},
            description = "Go on with what is written from now on.")
    private boolean follow;

    @Override
    protected ExitCode run(ApiClient api) throws IOException {
        String path = "/api/v1/deployments/" + ApiClient.encode(id) + "/logs";
        if (follow) {
            new ServerSentEvents()
                    .read(
                            api.stream(path + "?follow=true", null),
                            data -> show(Json.mapper().readTree(data)));
            return ExitCode.DONE;
        }
        JsonNode lines = api.get(path);
        if (output().isTable()) {
            lines.path("items").forEach(this::show);
        } else {
            print(lines.path("items"));
        }
        return ExitCode.DONE;
    }

    private void show(JsonNode line) {
        if (output().isTable()) {
            terminal()
                    .out()
                    .println(terminal()
                                    .faint(line.path("at").asString() + " "
                                            + line.path("task").asString()) + " "
                            + line.path("line").asString());
        } else {
            terminal().out().println(line);
        }
    }
}
