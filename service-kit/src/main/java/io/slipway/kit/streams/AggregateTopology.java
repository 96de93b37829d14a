package io.slipway.kit.streams;

import java.util.Map;

import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.AutoOffsetReset;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.processor.WallclockTimestampExtractor;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

import io.slipway.events.Command;
import io.slipway.events.Event;
import io.slipway.kit.aggregate.AggregateDefinition;

/** The topology of one kind of aggregate: commands in, one processor, one sink that writes to any topic. */
final class AggregateTopology {
    static final String STATE = "state";
    static final String ANSWERED = "answered";
    static final int MAX_STATE_BYTES = 4 * 1024 * 1024;

    private static final String SOURCE = "commands";
    private static final String PROCESSOR = "decider";
    private static final String SINK = "records";

    private AggregateTopology() {}

    static <S, C extends Command, E extends Event> Topology of(
            AggregateDefinition<S, C, E> definition, HostRuntime runtime) {
        HostMetrics metrics = new HostMetrics(runtime.metrics(), definition.name());
        return new Topology()
                .addSource(
                        AutoOffsetReset.none(),
                        SOURCE,
                        new WallclockTimestampExtractor(),
                        new ByteArrayDeserializer(),
                        new ByteArrayDeserializer(),
                        definition.topics().commands().name())
                .addProcessor(PROCESSOR, () -> new AggregateProcessor<>(definition, runtime, metrics), SOURCE)
                .addStateStore(store(STATE), PROCESSOR)
                .addStateStore(store(ANSWERED), PROCESSOR)
                .addStateStore(StableIdentity.builder(), PROCESSOR)
                .addSink(
                        SINK,
                        (byte[] key, Outgoing record, org.apache.kafka.streams.processor.RecordContext context) ->
                                record.topic(),
                        new ByteArraySerializer(),
                        (topic, record) -> record.value(),
                        PROCESSOR);
    }

    /** Small segments and early compaction keep what is read at a restart close to what is live. */
    private static StoreBuilder<KeyValueStore<String, byte[]>> store(String name) {
        return Stores.keyValueStoreBuilder(Stores.inMemoryKeyValueStore(name), Serdes.String(), Serdes.ByteArray())
                .withCachingDisabled()
                .withLoggingEnabled(Map.of(
                        TopicConfig.MAX_MESSAGE_BYTES_CONFIG,
                        String.valueOf(MAX_STATE_BYTES + 64 * 1024),
                        TopicConfig.SEGMENT_BYTES_CONFIG,
                        String.valueOf(16 * 1024 * 1024),
                        TopicConfig.SEGMENT_MS_CONFIG,
                        String.valueOf(60 * 60 * 1000),
                        TopicConfig.MIN_CLEANABLE_DIRTY_RATIO_CONFIG,
                        "0.1"));
    }
}
