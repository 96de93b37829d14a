package io.slipway.kit.host;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import io.slipway.kit.aggregate.Decider;
import io.slipway.kit.host.PartitionStore.Kind;

/** The aggregates of one partition: the store, what has been read of it, and their deadlines. */
final class Aggregates<S> {
    private final PartitionStore store;
    private final Decider<S, ?, ?> decider;
    private final Class<S> type;
    private final Map<String, Aggregate<S>> read = new HashMap<>();
    private final DeadlineIndex deadlines = new DeadlineIndex();

    Aggregates(PartitionStore store, Decider<S, ?, ?> decider, Class<S> type) {
        this.store = store;
        this.decider = decider;
        this.type = type;
        store.forEach(
                Kind.AGGREGATE,
                (key, bytes) -> deadlines.set(key, StoredState.read(key, bytes).deadline()));
    }

    DeadlineIndex deadlines() {
        return deadlines;
    }

    Aggregate<S> get(String key) {
        Aggregate<S> known = read.get(key);
        return known == null ? load(key) : known;
    }

    /**
     * Makes ready what an aggregate becomes.
     *
     * @return what changes the store; called once
     * @throws OversizeException before anything is changed
     */
    Runnable prepare(String key, Aggregate<S> aggregate) {
        @Nullable Instant deadline = decider.nextDeadline(aggregate.state()).orElse(null);
        byte[] bytes = StoredState.write(aggregate, deadline);
        return () -> {
            store.put(Kind.AGGREGATE, key, bytes);
            read.put(key, aggregate);
            deadlines.set(key, deadline);
        };
    }

    private Aggregate<S> load(String key) {
        byte[] bytes = store.get(Kind.AGGREGATE, key);
        if (bytes == null) {
            return new Aggregate<>(0, decider.initial(key), null);
        }
        StoredState stored = StoredState.read(key, bytes);
        Aggregate<S> aggregate = new Aggregate<>(stored.revision(), stored.as(key, type), stored.traceparent());
        read.put(key, aggregate);
        return aggregate;
    }
}
