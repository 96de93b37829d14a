package io.slipway.kit.streams;

import java.time.Duration;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.streams.CloseOptions;
import org.apache.kafka.streams.KafkaStreams;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.micrometer.core.instrument.binder.kafka.KafkaStreamsMetrics;
import io.slipway.kit.aggregate.AggregateDefinition;
import io.slipway.kit.kafka.KafkaSettings;

/** Runs one kind of aggregate: all of its partitions, or its share of them when there are more instances. */
public final class AggregateHost implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(AggregateHost.class);
    private static final Duration CLOSE_LIMIT = Duration.ofSeconds(20);

    private final AggregateDefinition<?, ?, ?> definition;
    private final KafkaSettings settings;
    private final HostRuntime runtime;
    private @Nullable KafkaStreams streams;
    private @Nullable KafkaStreamsMetrics metrics;

    public AggregateHost(AggregateDefinition<?, ?, ?> definition, KafkaSettings settings, HostRuntime runtime) {
        this.definition = definition;
        this.settings = settings;
        this.runtime = runtime;
    }

    /**
     * Starts to work in the background. The topics have to be there.
     *
     * @throws LostOffsetsException when nobody can tell where to go on
     */
    public synchronized void start() {
        String application = StreamsSettings.applicationId(definition.name());
        try (Admin admin = Admin.create(settings.client(application + "-offsets"))) {
            FirstOffsets.ensure(admin, application, definition.topics().commands());
        }
        KafkaStreams started = new KafkaStreams(
                AggregateTopology.of(definition, runtime), StreamsSettings.of(definition.name(), settings));
        started.setUncaughtExceptionHandler(new ThreadFailures(application));
        started.setStateListener((now, before) -> LOG.info("{} is {}", application, now));
        metrics = new KafkaStreamsMetrics(started);
        metrics.bindTo(runtime.metrics());
        streams = started;
        started.start();
    }

    public String name() {
        return definition.name();
    }

    /** The consumer group all instances share. */
    public String group() {
        return StreamsSettings.applicationId(definition.name());
    }

    /** {@code NOT_RUNNING} before the start. */
    public synchronized KafkaStreams.State state() {
        return streams == null ? KafkaStreams.State.NOT_RUNNING : streams.state();
    }

    /** Finishes the transaction at hand and leaves its partitions to the other instances. */
    @Override
    public synchronized void close() {
        if (metrics != null) {
            metrics.close();
        }
        if (streams != null
                && !streams.close(
                        CloseOptions.groupMembershipOperation(CloseOptions.GroupMembershipOperation.LEAVE_GROUP)
                                .withTimeout(CLOSE_LIMIT))) {
            LOG.warn("the host of {} did not end within {}; its open transaction is given up", name(), CLOSE_LIMIT);
        }
        streams = null;
    }
}
