package io.slipway.kit.host;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.micrometer.core.instrument.Timer;
import io.slipway.events.Command;
import io.slipway.events.Envelope;
import io.slipway.events.Event;
import io.slipway.events.Refusal;
import io.slipway.events.json.CloudEventCodec;
import io.slipway.events.json.UndecodableException;
import io.slipway.kit.aggregate.AggregateDefinition;
import io.slipway.kit.host.HostMetrics.Outcome;

import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * One partition of the commands topic and the state of its aggregates. Knows nothing of transactions: it says what has
 * to be written for what it was given, and whoever owns it writes that, together with the offset, or throws the
 * partition away. A fault of a record or of the decider never stops it.
 */
final class CommandPartition<S, C extends Command, E extends Event> {
    private static final Logger LOG = LoggerFactory.getLogger(CommandPartition.class);
    private static final Duration FORGET_EVERY = Duration.ofMinutes(1);

    private final int number;
    private final PartitionStore store;
    private final AggregateDefinition<S, C, E> definition;
    private final HostRuntime runtime;
    private final HostMetrics metrics;
    private final AnsweredCommands answered;
    private final CommandProcessing<S, C, E> processing;
    private final SourceEvents<S, C, E> sources;
    private final Timers<S, C, E> timers;
    private Instant forgetAt;

    /** @param store with what the state topic held of this partition */
    CommandPartition(
            int number,
            PartitionStore store,
            AggregateDefinition<S, C, E> definition,
            HostRuntime runtime,
            HostMetrics metrics) {
        this.number = number;
        this.store = store;
        this.definition = definition;
        this.runtime = runtime;
        this.metrics = metrics;
        this.answered = new AnsweredCommands(store);
        Aggregates<S> aggregates = new Aggregates<>(store, definition.decider(), definition.stateType());
        this.processing = new CommandProcessing<>(definition, aggregates, answered);
        this.sources = new SourceEvents<>(definition, processing, runtime, metrics);
        this.timers = new Timers<>(definition, aggregates, processing, runtime, metrics);
        this.forgetAt = runtime.now().plus(FORGET_EVERY);
    }

    /** Carries out a command, or what follows from an event of another context. */
    void take(ConsumerRecord<byte[], byte[]> record, Batch batch) {
        Timer.Sample sample = Timer.start();
        try {
            if (sources.reads(record.topic())) {
                write(sources.take(record), batch);
                return;
            }
            carryOut(record, Incoming.read(record, definition.commandType()), batch);
        } catch (UndecodableException e) {
            LOG.warn("dead letter from {}: {}", definition.topics().commands().name(), e.getMessage());
            refuse(record, Outcome.UNDECODABLE, e.getMessage(), batch);
        } finally {
            sample.stop(metrics.decisions());
        }
    }

    /** Lets the aggregates whose time has come see it, and forgets answers that are too old. */
    void passTime(Batch batch) {
        timers.fireDue(result -> write(result, batch));
        Instant now = runtime.now();
        if (!now.isBefore(forgetAt)) {
            answered.forgetBefore(now);
            forgetAt = now.plus(FORGET_EVERY);
        }
    }

    /** How long nothing becomes due; at most the limit. */
    Duration quiet(Duration limit) {
        return timers.quiet(limit);
    }

    /** Adds what the state topic has to be told of all that was done since the last time. */
    void writeState(Batch batch) {
        String topic = definition.topics().state().name();
        store.takeChanges().forEach((key, value) -> batch.add(topic, number, key.getBytes(UTF_8), value));
    }

    private void carryOut(ConsumerRecord<byte[], byte[]> record, Incoming incoming, Batch batch) {
        if (tooOld(record, incoming)) {
            String reason = "the command was sent more than " + AnsweredCommands.KEPT.toDays()
                    + " days ago; whether it was carried out then is not known any more. Replay it to carry it out now";
            LOG.warn("dead letter from {}: {}", definition.topics().commands().name(), reason);
            refuse(record, Outcome.EXPIRED, reason, batch);
            return;
        }
        Envelope<Command> command = incoming.envelope();
        try (DecisionSpan span = DecisionSpan.open(
                runtime.telemetry(), command.type(), incoming.key(), command.correlationId(), command.traceparent())) {
            Cause cause = new Cause(
                    command.id(), command.correlationId(), command.actor(), runtime.now(), span.traceparent());
            CommandProcessing.Result result;
            try {
                result = processing.command(incoming, cause);
            } catch (UnreadableStateException e) {
                throw e;
            } catch (RuntimeException e) {
                span.failed(e);
                result = failed(record, incoming, cause, e);
            }
            span.outcome(result.outcome());
            metrics.command(command.type(), result.outcome());
            write(result, batch);
        }
    }

    /** Whether it may have been answered and forgotten; a report is judged by its attempt number however late. */
    private boolean tooOld(ConsumerRecord<byte[], byte[]> record, Incoming incoming) {
        return !incoming.isReport()
                && Instant.ofEpochMilli(record.timestamp())
                        .isBefore(runtime.now().minus(AnsweredCommands.KEPT))
                && answered.find(incoming.envelope().id()).isEmpty();
    }

    private CommandProcessing.Result failed(
            ConsumerRecord<byte[], byte[]> record, Incoming incoming, Cause cause, RuntimeException failure) {
        LOG.error(
                "the decision on {} {} of {} failed", incoming.envelope().type(), cause.id(), incoming.key(), failure);
        Refusal refusal = Refusal.of(
                Refusal.Code.INTERNAL,
                "the decision failed and nothing was changed; the command is in the dead letters");
        List<Outgoing> records = new ArrayList<>();
        records.add(deadLetter(record, Outcome.FAILED, failure.toString(), cause.now()));
        processing.failure(cause, refusal, incoming.submission()).ifPresent(records::add);
        return CommandProcessing.Result.unchanged(Outcome.FAILED, records);
    }

    private void refuse(ConsumerRecord<byte[], byte[]> record, Outcome outcome, String reason, Batch batch) {
        Instant now = runtime.now();
        metrics.command("unknown", outcome);
        batch.add(deadLetter(record, outcome, reason, now));
        try {
            Envelope<byte[]> sender = CloudEventCodec.attributes(record.headers(), record.value());
            Cause cause = new Cause(sender.id(), sender.correlationId(), sender.actor(), now, sender.traceparent());
            processing
                    .failure(cause, Refusal.of(Refusal.Code.INVALID, reason), Incoming.submission(record.headers()))
                    .ifPresent(batch::add);
        } catch (UndecodableException e) {
            LOG.debug("nobody to answer", e);
        }
    }

    private Outgoing deadLetter(ConsumerRecord<byte[], byte[]> record, Outcome outcome, String reason, Instant at) {
        metrics.deadLetter(definition.topics().commands().name(), outcome);
        return DeadLetters.of(definition.topics().commands(), record, reason, at);
    }

    private static void write(CommandProcessing.Result result, Batch batch) {
        result.apply().run();
        result.records().forEach(batch::add);
    }
}
