package io.slipway.kit.host;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.slipway.events.Command;
import io.slipway.events.Envelope;
import io.slipway.events.Event;
import io.slipway.events.Message;
import io.slipway.events.json.MessageCatalogue;
import io.slipway.events.json.UndecodableException;
import io.slipway.kit.aggregate.AggregateDefinition;
import io.slipway.kit.aggregate.Source;
import io.slipway.kit.host.CommandProcessing.Result;
import io.slipway.kit.host.HostMetrics.Outcome;
import io.slipway.kit.host.HostMetrics.Reading;

import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * Turns the events of other contexts into what follows from them. A type that a newer version has added is passed over;
 * an event that cannot be read or carried out becomes a dead letter of its topic.
 */
final class SourceEvents<S, C extends Command, E extends Event> {
    private static final Logger LOG = LoggerFactory.getLogger(SourceEvents.class);

    private final Map<String, Source<C>> byTopic;
    private final CommandProcessing<S, C, E> processing;
    private final HostRuntime runtime;
    private final HostMetrics metrics;

    SourceEvents(
            AggregateDefinition<S, C, E> definition,
            CommandProcessing<S, C, E> processing,
            HostRuntime runtime,
            HostMetrics metrics) {
        this.byTopic = definition.sources().stream()
                .collect(Collectors.toUnmodifiableMap(source -> source.topic().name(), Function.identity()));
        this.processing = processing;
        this.runtime = runtime;
        this.metrics = metrics;
    }

    boolean reads(String topic) {
        return byTopic.containsKey(topic);
    }

    /** @param record of a topic that it {@link #reads} */
    Result take(ConsumerRecord<byte[], byte[]> record) {
        Source<C> source = byTopic.get(record.topic());
        if (known(record) && !source.ofInterest().contains(type(record))) {
            return passedOver(Reading.OF_NO_INTEREST);
        }
        try {
            Envelope<Message> event = Incoming.decode(record);
            Optional<? extends C> command = source.command().apply(event);
            if (command.isEmpty()) {
                return passedOver(Reading.OF_NO_INTEREST);
            }
            return carryOut(record, Incoming.key(record.key()), event, command.get(), source);
        } catch (UndecodableException.UnknownType e) {
            return passedOver(Reading.UNKNOWN_TYPE);
        } catch (UndecodableException e) {
            LOG.warn("dead letter from {}: {}", record.topic(), e.getMessage());
            return deadLetter(source, record, Outcome.UNDECODABLE, String.valueOf(e.getMessage()));
        }
    }

    private Result carryOut(
            ConsumerRecord<byte[], byte[]> record, String key, Envelope<Message> event, C command, Source<C> source) {
        metrics.read(Reading.OBSERVED);
        String type = MessageCatalogue.typeOf(command.getClass());
        try (DecisionSpan span =
                DecisionSpan.open(runtime.telemetry(), type, key, event.correlationId(), event.traceparent())) {
            Cause cause =
                    new Cause(event.id(), event.correlationId(), event.actor(), runtime.now(), span.traceparent());
            Result result;
            try {
                result = processing.event(key, command, cause);
            } catch (UnreadableStateException e) {
                throw e;
            } catch (RuntimeException e) {
                LOG.error("the decision on {} {} of {} failed", event.type(), event.id(), key, e);
                span.failed(e);
                result = deadLetter(source, record, Outcome.FAILED, e.toString());
            }
            span.outcome(result.outcome());
            metrics.command(type, result.outcome());
            return result;
        }
    }

    private Result passedOver(Reading reading) {
        metrics.read(reading);
        return Result.unchanged(Outcome.ACCEPTED, List.of());
    }

    private Result deadLetter(Source<C> source, ConsumerRecord<byte[], byte[]> record, Outcome outcome, String reason) {
        metrics.deadLetter(record.topic(), outcome);
        return Result.unchanged(outcome, List.of(DeadLetters.of(source.topic(), record, reason, runtime.now())));
    }

    private static boolean known(ConsumerRecord<byte[], byte[]> record) {
        return MessageCatalogue.find(type(record)).isPresent();
    }

    /** Empty where it has none: it is for the decoder to say what is wrong. */
    private static String type(ConsumerRecord<byte[], byte[]> record) {
        Header header = record.headers().lastHeader("ce_type");
        return header == null || header.value() == null ? "" : new String(header.value(), UTF_8);
    }
}
