package io.slipway.configservice.watch;

import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

import org.jspecify.annotations.Nullable;

import io.slipway.configservice.serve.Served;
import io.slipway.configservice.watch.Message.Kind;
import io.slipway.events.json.Json;

import tools.jackson.databind.JsonNode;

import static java.nio.charset.StandardCharsets.UTF_8;

/** The messages about one environment of an application. What many watchers are told is put into words once. */
final class Messages {
    private static final int KEPT = 64;

    /** Both are compared by identity, which is what the same target of the same revision has. */
    private record Step(
            @Nullable Served from,
            Served to,
            Kind kind,
            @Nullable String reason) {}

    /** @param previous the revision before */
    private record Head(
            String type,
            String application,
            String environment,
            @Nullable String reason,
            @Nullable String previous,
            @Nullable String revision,
            @Nullable String hash) {}

    private final String application;
    private final String environment;
    private final Map<Step, Message> made = new ConcurrentHashMap<>();

    Messages(String application, String environment) {
        this.application = application;
        this.environment = environment;
    }

    Message snapshot(Served to) {
        return made(new Step(null, to, Kind.SNAPSHOT, null));
    }

    Message resync(Served to, String reason) {
        return made(new Step(null, to, Kind.RESYNC, reason));
    }

    Message change(Served from, Served to) {
        return made(new Step(from, to, Kind.CHANGE, null));
    }

    /** @param reason why nobody can say what was in between; null when it is known to be the next thing */
    Message withdrawn(@Nullable String reason) {
        return new Message(
                Kind.WITHDRAWN,
                Json.write(new Head(Kind.WITHDRAWN.word(), application, environment, reason, null, null, null)));
    }

    private Message made(Step step) {
        if (made.size() > KEPT) {
            made.clear();
        }
        return made.computeIfAbsent(step, this::make);
    }

    private Message make(Step step) {
        @Nullable Served from = step.from();
        Served to = step.to();
        Head head = new Head(
                step.kind().word(),
                application,
                environment,
                step.reason(),
                from == null ? null : from.revision(),
                to.revision(),
                to.hash());
        ByteArrayOutputStream json = new ByteArrayOutputStream();
        byte[] begin = Json.write(head);
        json.write(begin, 0, begin.length - 1);
        if (from == null) {
            json.writeBytes(",\"values\":".getBytes(UTF_8));
            json.writeBytes(to.json());
        } else {
            json.writeBytes(",\"set\":".getBytes(UTF_8));
            json.writeBytes(Json.write(set(from.values(), to.values())));
            json.writeBytes(",\"deleted\":".getBytes(UTF_8));
            json.writeBytes(Json.write(deleted(from.values(), to.values())));
        }
        json.write('}');
        return new Message(step.kind(), json.toByteArray());
    }

    private static Map<String, JsonNode> set(SequencedMap<String, JsonNode> from, SequencedMap<String, JsonNode> to) {
        Map<String, JsonNode> set = new TreeMap<>();
        to.forEach((key, value) -> {
            if (!value.equals(from.get(key))) {
                set.put(key, value);
            }
        });
        return set;
    }

    private static List<String> deleted(SequencedMap<String, JsonNode> from, SequencedMap<String, JsonNode> to) {
        return from.keySet().stream().filter(key -> !to.containsKey(key)).toList();
    }
}
