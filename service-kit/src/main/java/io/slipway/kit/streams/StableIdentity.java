package io.slipway.kit.streams;

import java.util.Map;

import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.processor.StateStoreContext;
import org.apache.kafka.streams.state.StoreBuilder;

/**
 * A store that holds nothing and says it is persistent. Kafka Streams keeps the id of a process on disk only when the
 * topology has a persistent store, and the transactional ids follow from that id: with a new one after a crash, the
 * broker holds readers back until the old transaction has timed out (ADR 3). It has no changelog, so it takes no part in
 * recovery; the stores with the state are in memory and always restored from the beginning.
 */
final class StableIdentity implements StateStore {
    private static final String NAME = "identity";

    private boolean open;

    static StoreBuilder<StableIdentity> builder() {
        return new Builder();
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public void init(StateStoreContext context, StateStore root) {
        context.register(root, (key, value) -> {});
        open = true;
    }

    @Override
    public void flush() {
        // nothing is kept
    }

    @Override
    public void close() {
        open = false;
    }

    @Override
    public boolean persistent() {
        return true;
    }

    @Override
    public boolean isOpen() {
        return open;
    }

    private static final class Builder implements StoreBuilder<StableIdentity> {
        @Override
        public StoreBuilder<StableIdentity> withCachingEnabled() {
            return this;
        }

        @Override
        public StoreBuilder<StableIdentity> withCachingDisabled() {
            return this;
        }

        @Override
        public StoreBuilder<StableIdentity> withLoggingEnabled(Map<String, String> config) {
            throw new UnsupportedOperationException("it has nothing to log");
        }

        @Override
        public StoreBuilder<StableIdentity> withLoggingDisabled() {
            return this;
        }

        @Override
        public StableIdentity build() {
            return new StableIdentity();
        }

        @Override
        public Map<String, String> logConfig() {
            return Map.of();
        }

        @Override
        public boolean loggingEnabled() {
            return false;
        }

        @Override
        public String name() {
            return NAME;
        }
    }
}
