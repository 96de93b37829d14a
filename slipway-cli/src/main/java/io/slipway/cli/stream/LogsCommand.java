package io.slipway.cli.stream;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;

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
            description = "Show all lines, and go on until the deployment has ended.")
    private boolean follow;

    @Option(names = "--step", paramLabel = "STEP", description = "Only of this step, for example 01-build-web.")
    private @Nullable String step;

    @Option(
            names = {"-n", "--limit"},
            paramLabel = "N",
            defaultValue = "1000",
            description = "How many of the newest lines, without --follow. Default: ${DEFAULT-VALUE}")
    private int limit = 1000;

    private boolean ended;

    @Override
    protected ExitCode run(ApiClient api) {
        Map<String, @Nullable String> query = new LinkedHashMap<>();
        query.put("step", step);
        query.put(follow ? "follow" : "limit", follow ? "true" : String.valueOf(limit));
        String path = "/api/v1/deployments/" + ApiClient.encode(id) + "/logs" + ApiClient.query(query);
        return follow ? follow(api, path) : show(api.get(path).path("items"));
    }

    private ExitCode follow(ApiClient api, String path) {
        try {
            new ServerSentEvents().read(api.stream(path, null), this::take);
        } catch (IOException e) {
            ended = false;
        }
        if (!ended) {
            terminal().err().println("the connection broke; follow it again with: slipway logs --follow " + id);
        }
        return ended ? ExitCode.DONE : ExitCode.FAILED;
    }

    private void take(ServerSentEvents.Event event) {
        switch (event.type()) {
            case "line" -> line(Json.mapper().readTree(event.data()));
            case "end" -> ended = true;
            default -> {
                // A kind that a later server knows.
            }
        }
    }

    private ExitCode show(JsonNode lines) {
        if (!output().isTable()) {
            print(lines);
        } else if (lines.isEmpty()) {
            terminal().err().println(id + " has written nothing" + (step == null ? "." : " in " + step + "."));
        } else {
            lines.forEach(this::line);
        }
        return ExitCode.DONE;
    }

    private void line(JsonNode line) {
        terminal()
                .line(
                        output().isTable()
                                ? terminal()
                                                .faint(line.path("at").asString() + " "
                                                        + line.path("step").asString()) + " "
                                        + line.path("text").asString()
                                : line.toString());
    }
}
