package io.slipway.cli.stream;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

import io.slipway.cli.ExitCode;
import io.slipway.cli.api.ApiClient;
import io.slipway.cli.command.ApiCommand;
import io.slipway.events.json.Json;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

@Command(
        name = "publish",
        description = {
            "Publish a CloudEvent or CDEvent, from a file, from standard input (-), or made of options.",
            "A CDEvent is told by its context."
        },
        mixinStandardHelpOptions = true)
public final class PublishCommand extends ApiCommand {
    @Parameters(arity = "0..1", paramLabel = "FILE", description = "JSON; - for standard input.")
    private @Nullable Path file;

    @Option(names = "--type", paramLabel = "TYPE", description = "CloudEvents type.")
    private @Nullable String type;

    @Option(names = "--subject", paramLabel = "SUBJECT", description = "CloudEvents subject.")
    private @Nullable String subject;

    @Option(names = "--source", paramLabel = "URI", defaultValue = "/slipway/cli", description = "CloudEvents source.")
    private String source = "/slipway/cli";

    @Option(names = "--data", paramLabel = "JSON", description = "CloudEvents data.", defaultValue = "{}")
    private String data = "{}";

    @Override
    protected ExitCode run(ApiClient api) throws IOException {
        byte[] body = body();
        boolean bare =
                parsed(body, file == null ? "the event" : file.toString()).has("context");
        JsonNode answer = api.post("/api/v1/events", bare ? "application/json" : "application/cloudevents+json", body);
        if (output().isTable()) {
            terminal().out().println("published " + answer.path("id").asString(answer.toString()));
        } else {
            print(answer);
        }
        return ExitCode.DONE;
    }

    private static JsonNode parsed(byte[] json, String what) {
        try {
            return Json.mapper().readTree(json);
        } catch (JacksonException e) {
            var place = e.getLocation();
            throw new IllegalArgumentException(
                    (what.equals("-") ? "standard input" : what) + " is not JSON: " + e.getOriginalMessage()
                            + (place == null
                                    ? ""
                                    : " (line " + place.getLineNr() + ", column " + place.getColumnNr() + ")"),
                    e);
        }
    }

    private byte[] body() throws IOException {
        if (file != null) {
            return file.toString().equals("-") ? System.in.readAllBytes() : Files.readAllBytes(file);
        }
        if (type == null) {
            throw new IllegalArgumentException("name a file, - for standard input, or give --type");
        }
        Map<String, Object> event = new LinkedHashMap<>();
        event.put("specversion", "1.0");
        event.put("id", UUID.randomUUID().toString());
        event.put("source", source);
        event.put("type", type);
        if (subject != null) {
            event.put("subject", subject);
        }
        event.put("time", Instant.now().toString());
        event.put("datacontenttype", "application/json");
        event.put("data", parsed(data.getBytes(StandardCharsets.UTF_8), "--data"));
        return Json.write(event);
    }
}
