package io.slipway.kit.host;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.slipway.events.Command;
import io.slipway.events.Event;
import io.slipway.kit.aggregate.AggregateDefinition;
import io.slipway.kit.host.HostMetrics.Outcome;

import static java.nio.charset.StandardCharsets.UTF_8;

/** Tells the aggregates of one partition that their time has come. */
final class Timers<S, C extends Command, E extends Event> {
    private static final Logger LOG = LoggerFactory.getLogger(Timers.class);
    /** Commands get their turn between two batches of timers. */
    private static final int BATCH = 200;
    /** After a decision that failed or changed nothing, so that it does not fill the processor with itself. */
    private static final Duration PAUSE = Duration.ofSeconds(5);

    private final AggregateDefinition<S, C, E> definition;
    private final Aggregates<S> aggregates;
    private final CommandProcessing<S, C, E> processing;
    private final HostRuntime runtime;
    private final HostMetrics metrics;
    private final Map<String, Instant> pausedUntil = new HashMap<>();

    Timers(
            AggregateDefinition<S, C, E> definition,
            Aggregates<S> aggregates,
            CommandProcessing<S, C, E> processing,
            HostRuntime runtime,
            HostMetrics metrics) {
        this.definition = definition;
        this.aggregates = aggregates;
        this.processing = processing;
        this.runtime = runtime;
        this.metrics = metrics;
    }

    void fireDue(Consumer<CommandProcessing.Result> write) {
        Instant now = runtime.now();
        List<String> due = aggregates.deadlines().due(now, BATCH + pausedUntil.size());
        for (String key : due) {
            Instant until = pausedUntil.get(key);
            if (until == null || !until.isAfter(now)) {
                pausedUntil.remove(key);
                fire(key, now, write);
            }
        }
    }

    /** How long nothing becomes due; at most the limit. */
    Duration quiet(Duration limit) {
        Instant next = aggregates.deadlines().next();
        if (next == null) {
            return limit;
        }
        Duration left = Duration.between(runtime.clock().instant(), next);
        if (left.isNegative() || left.isZero()) {
            // Due, and was not fired just now: it is in a pause, or there are more than one batch takes.
            return pausedUntil.isEmpty() ? Duration.ZERO : limit;
        }
        return left.compareTo(limit) < 0 ? left : limit;
    }

    private void fire(String key, Instant now, Consumer<CommandProcessing.Result> write) {
        Aggregate<S> aggregate = aggregates.get(key);
        Instant deadline = aggregates.deadlines().of(key);
        // The same decision, made again after a crash, has the same id.
        String id = "time:"
                + UUID.nameUUIDFromBytes(
                        (definition.name() + "/" + key + "/" + aggregate.revision() + "/" + deadline).getBytes(UTF_8));
        try (DecisionSpan span =
                DecisionSpan.open(runtime.telemetry(), "io.slipway.time", key, id, aggregate.traceparent())) {
            Cause cause = new Cause(id, id, definition.service(), now, span.traceparent());
            CommandProcessing.Result result;
            try {
                result = processing.time(key, cause);
            } catch (UnreadableStateException e) {
                throw e;
            } catch (RuntimeException e) {
                LOG.error("the decision on the time of {} failed; tried again in {}", key, PAUSE, e);
                span.failed(e);
                span.outcome(Outcome.FAILED);
                metrics.timerFired(Outcome.FAILED);
                pausedUntil.put(key, now.plus(PAUSE));
                return;
            }
            span.outcome(result.outcome());
            metrics.timerFired(result.outcome());
            write.accept(result);
            if (deadline != null && deadline.equals(aggregates.deadlines().of(key))) {
                LOG.warn("{} asked for {} and did nothing then; asked again in {}", key, deadline, PAUSE);
                pausedUntil.put(key, now.plus(PAUSE));
            }
        }
    }
}
