package io.slipway.kit.host;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.errors.WakeupException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.micrometer.core.instrument.binder.kafka.KafkaClientMetrics;
import io.slipway.events.Command;
import io.slipway.events.Event;
import io.slipway.kit.aggregate.AggregateDefinition;
import io.slipway.kit.kafka.KafkaSettings;

/** Runs one kind of aggregate: all of its partitions, or its share of them when there are more instances. */
public final class AggregateHost implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(AggregateHost.class);
    private static final Duration CLOSE_LIMIT = Duration.ofSeconds(20);
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final AggregateDefinition<?, ?, ?> definition;
    private final HostClients clients;
    private final HostRuntime runtime;
    private final HostMetrics metrics;
    private final CountDownLatch closing = new CountDownLatch(1);
    private volatile HostState state = HostState.STOPPED;
    private @Nullable Thread thread;

    public AggregateHost(AggregateDefinition<?, ?, ?> definition, KafkaSettings settings, HostRuntime runtime) {
        this.definition = definition;
        this.clients = new HostClients(HostClients.group(definition.name()), settings);
        this.runtime = runtime;
        this.metrics = new HostMetrics(runtime.metrics(), definition.name());
        metrics.running(() -> state == HostState.RUNNING);
    }

    /**
     * Starts to work in the background. The topics have to be there.
     *
     * @throws LostOffsetsException when nobody can tell where to go on
     */
    public synchronized void start() {
        try (Admin admin = Admin.create(clients.settings().client(group() + "-offsets"))) {
            FirstOffsets.ensure(admin, group(), definition.topics());
            definition.sources().forEach(source -> FirstOffsets.ensure(admin, group(), source.topic()));
        }
        state = HostState.STARTING;
        Thread started = Thread.ofPlatform().name(group()).unstarted(() -> live(definition));
        thread = started;
        started.start();
    }

    public String name() {
        return definition.name();
    }

    /** The consumer group all instances share. */
    public String group() {
        return clients.group();
    }

    public HostState state() {
        return state;
    }

    /** Finishes the transaction at hand and leaves its partitions to the other instances. */
    @Override
    public synchronized void close() {
        closing.countDown();
        Thread running = thread;
        if (running == null) {
            return;
        }
        try {
            if (!running.join(CLOSE_LIMIT)) {
                LOG.warn("the host of {} did not end within {}; its open transaction is given up", name(), CLOSE_LIMIT);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        thread = null;
    }

    private <S, C extends Command, E extends Event> void live(AggregateDefinition<S, C, E> given) {
        while (!isClosing()) {
            try {
                session(given);
                become(HostState.STOPPED);
            } catch (RuntimeException | Error e) {
                if (isClosing()) {
                    LOG.debug("{} ended while it closed", group(), e);
                    become(HostState.STOPPED);
                } else if (HostFailure.isFinal(e)) {
                    LOG.error("{} stops: going on would lose or repeat commands", group(), e);
                    become(HostState.FAILED);
                    return;
                } else {
                    LOG.error("{} goes on from the last committed state in {}", group(), PAUSE, e);
                    become(HostState.RECOVERING);
                    pause();
                }
            }
        }
    }

    private <S, C extends Command, E extends Event> void session(AggregateDefinition<S, C, E> given) {
        StateReader reader = new StateReader(clients, given.topics().state().name(), this::isClosing);
        KafkaConsumer<byte[], byte[]> consumer = clients.commands(given.topics().commands());
        KafkaProducer<byte[], byte[]> producer = clients.records();
        try (KafkaClientMetrics consumed = new KafkaClientMetrics(consumer);
                KafkaClientMetrics produced = new KafkaClientMetrics(producer)) {
            consumed.bindTo(runtime.metrics());
            produced.bindTo(runtime.metrics());
            HostSession<S, C, E> session = new HostSession<>(
                    given, runtime, metrics, reader, consumer, producer, () -> become(HostState.RUNNING));
            try {
                session.run(this::isClosing);
            } catch (WakeupException e) {
                LOG.debug("{} closes", group());
            } catch (RuntimeException | Error e) {
                session.abandon();
                throw e;
            }
            session.close();
        }
    }

    private void become(HostState next) {
        HostState before = state;
        if (before != next) {
            state = next;
            LOG.info("{} is {}", group(), next);
        }
    }

    private boolean isClosing() {
        return closing.getCount() == 0;
    }

    private void pause() {
        try {
            closing.await(PAUSE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            closing.countDown();
        }
    }
}
