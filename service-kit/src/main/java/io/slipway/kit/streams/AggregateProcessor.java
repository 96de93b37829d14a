package io.slipway.kit.streams;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;
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
import io.slipway.kit.streams.HostMetrics.Outcome;

/**
 * One partition of the commands topic. All that a record leads to is in the transaction that also takes its offset:
 * stores, records and dead letters. A fault of the record or of the decider never stops the partition.
 */
final class AggregateProcessor<S, C extends Command, E extends Event>
        implements Processor<byte[], byte[], byte[], Outgoing> {
    private static final Logger LOG = LoggerFactory.getLogger(AggregateProcessor.class);
    private static final Duration TIMERS_EVERY = Duration.ofMillis(50);
    private static final Duration FORGET_EVERY = Duration.ofMinutes(1);

    private final AggregateDefinition<S, C, E> definition;
    private final HostRuntime runtime;
    private final HostMetrics metrics;
    private @Nullable ProcessorContext<byte[], Outgoing> context;
    private @Nullable CommandProcessing<S, C, E> processing;
    private @Nullable Timers<S, C, E> timers;

    AggregateProcessor(AggregateDefinition<S, C, E> definition, HostRuntime runtime, HostMetrics metrics) {
        this.definition = definition;
        this.runtime = runtime;
        this.metrics = metrics;
    }

    /** Also called again after a transaction was given up: everything in memory starts anew from the stores. */
    @Override
    public void init(ProcessorContext<byte[], Outgoing> given) {
        context = given;
        AnsweredCommands answered = new AnsweredCommands(given.getStateStore(AggregateTopology.ANSWERED));
        Aggregates<S> aggregates = new Aggregates<>(
                given.getStateStore(AggregateTopology.STATE), definition.decider(), definition.stateType());
        processing = new CommandProcessing<>(definition, aggregates, answered);
        timers = new Timers<>(definition, aggregates, processing, runtime, metrics);
        given.schedule(TIMERS_EVERY, PunctuationType.WALL_CLOCK_TIME, timestamp -> timers.fireDue(this::write));
        given.schedule(
                FORGET_EVERY, PunctuationType.WALL_CLOCK_TIME, timestamp -> answered.forgetBefore(runtime.now()));
    }

    @Override
    public void process(Record<byte[], byte[]> record) {
        Timer.Sample sample = Timer.start();
        try {
            carryOut(record, Incoming.read(record, definition.commandType()));
        } catch (UndecodableException e) {
            undecodable(record, e);
        } finally {
            sample.stop(metrics.decisions());
        }
    }

    private void carryOut(Record<byte[], byte[]> record, Incoming incoming) {
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
            write(result);
        }
    }

    private CommandProcessing.Result failed(
            Record<byte[], byte[]> record, Incoming incoming, Cause cause, RuntimeException failure) {
        LOG.error(
                "the decision on {} {} of {} failed", incoming.envelope().type(), cause.id(), incoming.key(), failure);
        Refusal refusal = Refusal.of(
                Refusal.Code.INTERNAL,
                "the decision failed and nothing was changed; the command is in the dead letters");
        List<Outgoing> records = new ArrayList<>();
        records.add(deadLetter(record, Outcome.FAILED, failure.toString(), cause.now()));
        processing.failure(cause, refusal, incoming.submission()).ifPresent(records::add);
        return new CommandProcessing.Result(Outcome.FAILED, records, () -> {});
    }

    private void undecodable(Record<byte[], byte[]> record, UndecodableException failure) {
        LOG.warn("dead letter from {}: {}", definition.topics().commands().name(), failure.getMessage());
        Instant now = runtime.now();
        metrics.command("unknown", Outcome.UNDECODABLE);
        forward(deadLetter(record, Outcome.UNDECODABLE, failure.getMessage(), now));
        try {
            Envelope<byte[]> sender = CloudEventCodec.attributes(record.headers(), record.value());
            Cause cause = new Cause(sender.id(), sender.correlationId(), sender.actor(), now, sender.traceparent());
            Refusal refusal = Refusal.of(Refusal.Code.INVALID, failure.getMessage());
            processing
                    .failure(cause, refusal, Incoming.submission(record.headers()))
                    .ifPresent(this::forward);
        } catch (UndecodableException e) {
            LOG.debug("nobody to answer", e);
        }
    }

    private Outgoing deadLetter(Record<byte[], byte[]> record, Outcome outcome, String reason, Instant at) {
        metrics.deadLetter(definition.topics().commands().name(), outcome);
        return DeadLetters.of(
                definition.topics().commands(), record, context.recordMetadata().orElse(null), reason, at);
    }

    private void write(CommandProcessing.Result result) {
        result.apply().run();
        result.records().forEach(this::forward);
    }

    private void forward(Outgoing outgoing) {
        context.forward(new Record<>(outgoing.key(), outgoing, runtime.clock().millis(), outgoing.headers()));
    }
}
