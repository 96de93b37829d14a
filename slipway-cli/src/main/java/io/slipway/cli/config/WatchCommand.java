package io.slipway.cli.config;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import io.slipway.cli.ExitCode;
import io.slipway.cli.api.UnreachableException;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

@Command(
        name = "watch",
        description = {
            "Show what an instance gets from now on: each revision, and what it changes.",
            "After a broken connection nothing is missed, or a resync says that it may have been."
        })
public final class WatchCommand extends ApplicationCommand {
    private static final long RECONNECT_MS = 2000;
    private static final String WAIT = "20s";

    @Parameters(index = "1", paramLabel = "ENVIRONMENT", description = "Where.")
    private String environment = "";

    @Option(names = "--service", paramLabel = "SERVICE", description = "What this service gets.")
    private @Nullable String service;

    @Option(names = "--group", paramLabel = "GROUP", description = "What this group of the service's instances gets.")
    private @Nullable String group;

    @Option(names = "--instance", paramLabel = "NAME", description = "What this instance gets.")
    private @Nullable String instance;

    @Option(
            names = {"-n", "--events"},
            paramLabel = "N",
            description = "End after so many. Default: go on until it is stopped.")
    private int events;

    @Override
    protected ExitCode run(ConfigApi config) throws InterruptedException {
        @Nullable String cursor = null;
        int shown = 0;
        boolean connected = false;
        while (true) {
            try {
                ConfigApi.Watched watched = config.watch(environment, query(cursor));
                connected = true;
                cursor = watched.cursor() == null ? cursor : watched.cursor();
                for (JsonNode event : watched.events()) {
                    show(event);
                    shown++;
                    if (shown == events) {
                        return ExitCode.DONE;
                    }
                }
            } catch (UnreachableException e) {
                if (!connected) {
                    throw e;
                }
                Thread.sleep(RECONNECT_MS);
            }
        }
    }

    private Map<String, @Nullable String> query(@Nullable String cursor) {
        Map<String, @Nullable String> query = new LinkedHashMap<>();
        query.put("service", service);
        query.put("group", group);
        query.put("instance", instance);
        query.put("after", cursor);
        query.put("wait", WAIT);
        return query;
    }

    private void show(JsonNode event) {
        if (!output().isTable()) {
            terminal().line(event.toString());
            return;
        }
        List<String> words = new ArrayList<>();
        words.add(terminal().bold(event.path("type").asString()));
        if (event.has("revision")) {
            words.add(Revisions.brief(event.path("revision").asString()));
        }
        if (event.has("values")) {
            words.add(event.path("values").size() + " keys");
        }
        event.path("set")
                .properties()
                .forEach(value ->
                        words.add(value.getKey() + "=" + value.getValue().asString("")));
        event.path("deleted").forEach(key -> words.add("-" + key.asString()));
        if (event.has("reason")) {
            words.add(terminal().faint(event.path("reason").asString()));
        }
        terminal().line(String.join("  ", words));
    }
}
