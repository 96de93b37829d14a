package io.slipway.kit.host;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;

import io.micrometer.core.instrument.Timer;
import io.slipway.events.Command;
import io.slipway.events.Event;
import io.slipway.events.Topic;
import io.slipway.kit.aggregate.AggregateDefinition;
import io.slipway.kit.aggregate.Source;

/**
 * A host's life with one consumer and one producer: takes what has come, decides all of it, writes all of it in one
 * transaction, and only then takes more. The shape of Kafka's own group coordinator: deciding is a pure function that
 * returns records, and what it returned counts once they are committed.
 *
 * <p>Whatever goes wrong with Kafka ends the session; nothing of what it held in memory is used again. Not safe for more
 * than one thread.
 */
final class HostSession<S, C extends Command, E extends Event> implements ConsumerRebalanceListener, AutoCloseable {
    /** A fake clock in tests moves without telling anybody. */
    private static final Duration LONGEST_WAIT = Duration.ofMillis(50);

    private static final Duration CLOSE_LIMIT = Duration.ofSeconds(5);

    private final AggregateDefinition<S, C, E> definition;
    private final HostRuntime runtime;
    private final HostMetrics metrics;
    private final StateReader state;
    private final Consumer<byte[], byte[]> consumer;
    private final Producer<byte[], byte[]> producer;
    private final Runnable working;
    private final Map<Integer, CommandPartition<S, C, E>> partitions = new HashMap<>();

    /** @param working told each time the host is ready to carry out commands */
    HostSession(
            AggregateDefinition<S, C, E> definition,
            HostRuntime runtime,
            HostMetrics metrics,
            StateReader state,
            Consumer<byte[], byte[]> consumer,
            Producer<byte[], byte[]> producer,
            Runnable working) {
        this.definition = definition;
        this.runtime = runtime;
        this.metrics = metrics;
        this.state = state;
        this.consumer = consumer;
        this.producer = producer;
        this.working = working;
    }

    /**
     * Works until it is told to close.
     *
     * @throws RuntimeException when Kafka failed, or when the state cannot be read
     */
    void run(BooleanSupplier closing) {
        // Ends what an earlier process with this name left open.
        producer.initTransactions();
        consumer.subscribe(topics(), this);
        while (!closing.getAsBoolean()) {
            ConsumerRecords<byte[], byte[]> records = consumer.poll(quiet());
            if (consumer.groupMetadata().generationId() > 0) {
                working.run();
            }
            carryOut(records);
        }
    }

    @Override
    public void onPartitionsAssigned(Collection<TopicPartition> given) {
        if (given.isEmpty()) {
            return;
        }
        // Returns once no transaction of the former owner is open: the offsets and the state then belong together.
        consumer.committed(new HashSet<>(given));
        state.read(commands(given).map(TopicPartition::partition).toList())
                .forEach((number, store) ->
                        partitions.put(number, new CommandPartition<>(number, store, definition, runtime, metrics)));
    }

    @Override
    public void onPartitionsRevoked(Collection<TopicPartition> taken) {
        commands(taken).forEach(partition -> partitions.remove(partition.partition()));
    }

    /** Leaves the group, so that others take over at once. */
    @Override
    public void close() {
        close(CloseOptions.GroupMembershipOperation.LEAVE_GROUP);
    }

    /** Gives everything up and stays in the group: whoever comes next under this name goes on. */
    void abandon() {
        close(CloseOptions.GroupMembershipOperation.REMAIN_IN_GROUP);
    }

    private void carryOut(ConsumerRecords<byte[], byte[]> records) {
        Batch batch = new Batch();
        for (TopicPartition partition : records.partitions()) {
            CommandPartition<S, C, E> commands = partitions.get(partition.partition());
            records.records(partition).forEach(record -> commands.take(record, batch));
        }
        for (CommandPartition<S, C, E> commands : partitions.values()) {
            commands.passTime(batch);
            commands.writeState(batch);
        }
        if (!batch.isEmpty()) {
            commit(batch, records);
        }
    }

    private void commit(Batch batch, ConsumerRecords<byte[], byte[]> records) {
        Timer.Sample sample = Timer.start();
        producer.beginTransaction();
        List<ProducerRecord<byte[], byte[]>> written = batch.records();
        written.forEach(producer::send);
        if (!records.isEmpty()) {
            producer.sendOffsetsToTransaction(records.nextOffsets(), consumer.groupMetadata());
        }
        // Fails when one of the records could not be written.
        producer.commitTransaction();
        sample.stop(metrics.transactions());
        metrics.batch(records.count(), written.size());
    }

    private List<String> topics() {
        return Stream.concat(
                        Stream.of(definition.topics().commands()),
                        definition.sources().stream().map(Source::topic))
                .map(Topic::name)
                .toList();
    }

    /** Those of the commands; the sources' come and go with them, see {@link CoPartitionedAssignor}. */
    private Stream<TopicPartition> commands(Collection<TopicPartition> all) {
        String topic = definition.topics().commands().name();
        return all.stream().filter(partition -> partition.topic().equals(topic));
    }

    private Duration quiet() {
        Duration quiet = LONGEST_WAIT;
        for (CommandPartition<S, C, E> commands : partitions.values()) {
            quiet = commands.quiet(quiet);
        }
        return quiet;
    }

    private void close(CloseOptions.GroupMembershipOperation membership) {
        partitions.clear();
        try {
            producer.close(CLOSE_LIMIT);
        } finally {
            consumer.close(CloseOptions.groupMembershipOperation(membership).withTimeout(CLOSE_LIMIT));
        }
    }
}
