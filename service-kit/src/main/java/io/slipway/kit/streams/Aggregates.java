package io.slipway.kit.streams;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

import io.slipway.events.json.Json;
import io.slipway.kit.aggregate.Decider;

/** The aggregates of one partition: the store, what has been read of it, and their deadlines. */
final class Aggregates<S> {
    private final KeyValueStore<String, byte[]> store;
    private final Decider<S, ?, ?> decider;
    private final Class<S> type;
    private final Map<String, Aggregate<S>> read = new HashMap<>();
    private final DeadlineIndex deadlines = new DeadlineIndex();

    Aggregates(KeyValueStore<String, byte[]> store, Decider<S, ?, ?> decider, Class<S> type) {
        this.store = store;
        this.decider = decider;
        this.type = type;
        try (KeyValueIterator<String, byte[]> all = store.all()) {
            while (all.hasNext()) {
                KeyValue<String, byte[]> entry = all.next();
                deadlines.set(
                        entry.key, StoredState.read(entry.key, entry.value).deadline());
            }
        }
    }

    DeadlineIndex deadlines() {
        return deadlines;
    }

    Aggregate<S> get(String key) {
        Aggregate<S> known = read.get(key);
        return known == null ? load(key) : known;
    }

    /** The stored form of what an aggregate becomes. Fails before anything is changed. */
    StoredState prepare(Aggregate<S> aggregate) {
        @Nullable Instant deadline = decider.nextDeadline(aggregate.state()).orElse(null);
        return new StoredState(aggregate.revision(), deadline, aggregate.traceparent(), Json.tree(aggregate.state()));
    }

    void put(String key, Aggregate<S> aggregate, byte[] stored, @Nullable Instant deadline) {
        store.put(key, stored);
        read.put(key, aggregate);
        deadlines.set(key, deadline);
    }

    private Aggregate<S> load(String key) {
        byte[] bytes = store.get(key);
        if (bytes == null) {
            return new Aggregate<>(0, decider.initial(key), null);
        }
        StoredState stored = StoredState.read(key, bytes);
        Aggregate<S> aggregate = new Aggregate<>(stored.revision(), stored.as(key, type), stored.traceparent());
        read.put(key, aggregate);
        return aggregate;
    }
}
