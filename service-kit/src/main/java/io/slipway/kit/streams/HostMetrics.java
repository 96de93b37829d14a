package io.slipway.kit.streams;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;

/** What one aggregate host counts. */
final class HostMetrics {
    /** What became of a command. */
    enum Outcome {
        ACCEPTED,
        REFUSED,
        DUPLICATE,
        CONFLICT,
        UNDECODABLE,
        FAILED;

        String tag() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    private final MeterRegistry registry;
    private final String context;
    private final Timer decisions;

    HostMetrics(MeterRegistry registry, String context) {
        this.registry = registry;
        this.context = context;
        this.decisions = Timer.builder("slipway.decision.duration")
                .description("From a command's arrival to its records, without the transaction")
                .tag("context", context)
                .publishPercentileHistogram()
                .register(registry);
    }

    Timer decisions() {
        return decisions;
    }

    /** @param type the message type, or {@code unknown}: a tag has to stay among few values whatever is sent */
    void command(String type, Outcome outcome) {
        registry.counter("slipway.commands", "context", context, "type", type, "outcome", outcome.tag())
                .increment();
    }

    void timerFired(Outcome outcome) {
        registry.counter("slipway.timers.fired", "context", context, "outcome", outcome.tag())
                .increment();
    }

    void deadLetter(String topic, Outcome reason) {
        registry.counter("slipway.dead_letters", "topic", topic, "reason", reason.tag())
                .increment();
    }
}
