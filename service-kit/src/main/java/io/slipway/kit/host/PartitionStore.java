package io.slipway.kit.host;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BiConsumer;

import org.jspecify.annotations.Nullable;

/**
 * What one partition of the state topic holds: the newest value of each key, in memory, and what has changed since it
 * was last written out. Keys have a kind in front, so that aggregates and answers live in one topic.
 */
final class PartitionStore {
    /** What a key is about. */
    enum Kind {
        AGGREGATE("state/"),
        ANSWER("answer/");

        private final String prefix;

        Kind(String prefix) {
            this.prefix = prefix;
        }
    }

    private final Map<String, byte[]> values = new HashMap<>();
    private final Map<String, byte @Nullable []> changes = new LinkedHashMap<>();

    byte @Nullable [] get(Kind kind, String key) {
        return values.get(kind.prefix + key);
    }

    void put(Kind kind, String key, byte[] value) {
        values.put(kind.prefix + key, value);
        changes.put(kind.prefix + key, value);
    }

    void delete(Kind kind, String key) {
        values.remove(kind.prefix + key);
        changes.put(kind.prefix + key, null);
    }

    void forEach(Kind kind, BiConsumer<String, byte[]> action) {
        values.forEach((key, value) -> {
            if (key.startsWith(kind.prefix)) {
                action.accept(key.substring(kind.prefix.length()), value);
            }
        });
    }

    /** Takes over a record of the state topic; a null value deletes the key. */
    void restore(String key, byte @Nullable [] value) {
        if (value == null) {
            values.remove(key);
        } else {
            values.put(key, value);
        }
    }

    /** What the topic has to be told, each key once with its newest value; null deletes it. Forgotten afterwards. */
    Map<String, byte @Nullable []> takeChanges() {
        Map<String, byte @Nullable []> taken = new LinkedHashMap<>(changes);
        changes.clear();
        return taken;
    }
}
