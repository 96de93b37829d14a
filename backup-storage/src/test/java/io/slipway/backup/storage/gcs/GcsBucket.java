package io.slipway.backup.storage.gcs;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import org.jspecify.annotations.Nullable;

import tools.jackson.databind.JsonNode;

/** A bucket and its rules: preconditions, holds, retention. */
final class GcsBucket {
    private static final String NONE = "0";

    private final String name;
    private final Duration retentionPolicy;
    private final InstantSource clock;
    private final TreeMap<String, GcsObject> objects = new TreeMap<>();
    private long generations = 1_700_000_000_000_000L;

    /** @param retentionPolicy of the bucket; zero for none */
    GcsBucket(String name, Duration retentionPolicy, InstantSource clock) {
        this.name = name;
        this.retentionPolicy = retentionPolicy;
        this.clock = clock;
    }

    /** The conditions that a request may carry, on the generation of the object that is there. */
    void check(String object, Map<String, String> query) throws GcsRefusal {
        @Nullable GcsObject there = objects.get(object);
        String generation = there == null ? NONE : Long.toString(there.generation());
        if (query.containsKey("ifGenerationMatch")
                && !query.get("ifGenerationMatch").equals(generation)) {
            throw new GcsRefusal(412, "conditionNotMet");
        }
        if (query.containsKey("ifGenerationNotMatch")
                && query.get("ifGenerationNotMatch").equals(generation)) {
            throw new GcsRefusal(412, "conditionNotMet");
        }
    }

    synchronized Map<String, Object> insert(String object, JsonNode metadata, byte[] bytes, Map<String, String> query)
            throws GcsRefusal {
        check(object, query);
        Instant now = clock.instant();
        @Nullable GcsObject there = objects.get(object);
        if (there != null) {
            there.checkRemovable(now);
        }
        @Nullable Instant policyUntil = retentionPolicy.isPositive() ? now.plus(retentionPolicy) : null;
        GcsObject stored = GcsObject.of(metadata, object, bytes, ++generations, now, policyUntil);
        objects.put(object, stored);
        return stored.resource(name);
    }

    synchronized GcsObject get(String object, Map<String, String> query) throws GcsRefusal {
        GcsObject there = objects.get(object);
        if (there == null) {
            throw new GcsRefusal(404, "notFound");
        }
        check(object, query);
        return there;
    }

    synchronized Map<String, Object> patch(String object, JsonNode request, Map<String, String> query)
            throws GcsRefusal {
        boolean override = query.getOrDefault("overrideUnlockedRetention", "").equals("true");
        GcsObject changed = get(object, query).changed(request, clock.instant(), override);
        objects.put(object, changed);
        return changed.resource(name);
    }

    /** In two steps, as the server may do it with what is large. */
    synchronized Map<String, Object> rewrite(String object, JsonNode request, Map<String, String> query)
            throws GcsRefusal {
        GcsObject there = get(object, query);
        if (!query.getOrDefault("ifSourceGenerationMatch", Long.toString(there.generation()))
                .equals(Long.toString(there.generation()))) {
            throw new GcsRefusal(412, "conditionNotMet");
        }
        there.checkRemovable(clock.instant());
        String token = "token-" + there.generation();
        if (!token.equals(query.get("rewriteToken"))) {
            return Map.of("kind", "storage#rewriteResponse", "done", false, "rewriteToken", token);
        }
        insert(object, request, there.bytes(), Map.of());
        return Map.of("kind", "storage#rewriteResponse", "done", true);
    }

    synchronized void delete(String object, Map<String, String> query) throws GcsRefusal {
        get(object, query).checkRemovable(clock.instant());
        objects.remove(object);
    }

    synchronized Map<String, Object> list(Map<String, String> query, int mostPerPage) {
        String prefix = query.getOrDefault("prefix", "");
        int most = Math.min(mostPerPage, Integer.parseInt(query.getOrDefault("maxResults", "1000")));
        List<GcsObject> found = objects.tailMap(query.getOrDefault("pageToken", prefix), true).values().stream()
                .filter(object -> object.name().startsWith(prefix))
                .limit(most + 1L)
                .toList();
        Map<String, Object> page = new LinkedHashMap<>();
        page.put("kind", "storage#objects");
        page.put(
                "items",
                found.stream().limit(most).map(object -> object.resource(name)).toList());
        if (found.size() > most) {
            page.put("nextPageToken", found.getLast().name());
        }
        return page;
    }

    synchronized int size() {
        return objects.size();
    }
}
