package io.slipway.cli.stream;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import io.slipway.cli.ExitCode;
import io.slipway.cli.api.ApiClient;
import io.slipway.cli.api.UnreachableException;
import io.slipway.cli.command.ApiCommand;
import io.slipway.events.json.Json;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;

@Command(
        name = "tail",
        description = {
            "Show events as they happen, one line each, shortened; with -o json, one whole CloudEvent a line.",
            "A broken connection, or a restarted Slipway, is waited for; no event is left out or shown twice."
        },
        mixinStandardHelpOptions = true)
public final class TailCommand extends ApiCommand {
    private static final long RECONNECT_MS = 1000;
    private static final int MOST = 200;

    @Option(names = "--application", paramLabel = "NAME", description = "Only of this application.")
    private @Nullable String application;

    @Option(names = "--deployment", paramLabel = "ID", description = "Only of this deployment.")
    private @Nullable String deployment;

    @Option(
            names = "--type",
            paramLabel = "PREFIX",
            description = "Only types that begin so, for example io.slipway.deploy.deployment.")
    private @Nullable String type;

    @Option(
            names = "--topics",
            paramLabel = "LIST",
            description =
                    "Which of deploy.events, notifications, cdevents, intake, alerts and config.events, with commas. Default:"
                            + " deploy.events")
    private @Nullable String topics;

    @Option(names = "--from-beginning", description = "Begin with the oldest event that is kept.")
    private boolean fromBeginning;

    @Option(names = "--once", description = "End when the connection ends.")
    private boolean once;

    private boolean told;

    @Override
    protected ExitCode run(ApiClient api) throws InterruptedException {
        String path = "/api/v1/events" + ApiClient.query(query());
        ServerSentEvents events = new ServerSentEvents();
        boolean connected = false;
        while (true) {
            String last = events.lastId().isEmpty() ? null : events.lastId();
            try {
                var stream = api.stream(path, last);
                connected = true;
                events.read(stream, event -> show(event.data()));
            } catch (IOException e) {
                note();
            } catch (UnreachableException e) {
                if (!connected) {
                    throw e;
                }
                note();
            }
            if (once) {
                return ExitCode.DONE;
            }
            Thread.sleep(RECONNECT_MS);
        }
    }

    private Map<String, @Nullable String> query() {
        Map<String, @Nullable String> query = new LinkedHashMap<>();
        query.put("application", application);
        query.put("deployment", deployment);
        query.put("type", type);
        query.put("topics", topics);
        query.put("from", fromBeginning ? "beginning" : null);
        return query;
    }

    private void note() {
        if (!told && !once) {
            terminal().err().println("the connection broke; going on where it was");
            told = true;
        }
    }

    /** An event may hold a whole pipeline; who wants it whole asks for JSON. */
    private static String shortened(String data) {
        return data.length() > MOST ? data.substring(0, MOST - 1) + "…" : data;
    }

    private void show(String data) {
        told = false;
        if (!output().isTable()) {
            terminal()
                    .line(
                            data.indexOf('\n') < 0
                                    ? data
                                    : Json.mapper().readTree(data).toString());
            return;
        }
        JsonNode event = Json.mapper().readTree(data);
        terminal()
                .line(terminal().faint(event.path("time").asString()) + " "
                        + terminal().bold(event.path("type").asString()) + " "
                        + event.path("subject").asString() + " "
                        + shortened(event.path("data").toString()));
    }
}
