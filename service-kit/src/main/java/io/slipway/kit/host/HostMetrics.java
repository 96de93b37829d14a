package io.slipway.kit.host;

import java.util.Locale;
import java.util.function.BooleanSupplier;

import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Gauge;
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
        EXPIRED,
        FAILED;

        String tag() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** What became of an event of another context. */
    enum Reading {
        OBSERVED,
        OF_NO_INTEREST,
        UNKNOWN_TYPE
    }

    private final MeterRegistry registry;
    private final String context;
    private final Timer decisions;
    private final Timer transactions;
    private final DistributionSummary commands;
    private final DistributionSummary records;

    HostMetrics(MeterRegistry registry, String context) {
        this.registry = registry;
        this.context = context;
        this.decisions = Timer.builder("slipway.decision.duration")
                .description("From a command's arrival to its records, without the transaction")
                .tag("context", context)
                .publishPercentileHistogram()
                .register(registry);
        this.transactions = Timer.builder("slipway.transaction.duration")
                .description("From the first record of a transaction to its commit")
                .tag("context", context)
                .publishPercentileHistogram()
                .register(registry);
        this.commands = DistributionSummary.builder("slipway.transaction.commands")
                .description("Commands that were carried out in one transaction")
                .tag("context", context)
                .register(registry);
        this.records = DistributionSummary.builder("slipway.transaction.records")
                .description("Records that were written in one transaction")
                .tag("context", context)
                .register(registry);
    }

    void running(BooleanSupplier running) {
        Gauge.builder("slipway.host.running", () -> running.getAsBoolean() ? 1 : 0)
                .description("1 while the host carries out commands")
                .tag("context", context)
                .strongReference(true)
                .register(registry);
    }

    Timer decisions() {
        return decisions;
    }

    Timer transactions() {
        return transactions;
    }

    void batch(int commandCount, int recordCount) {
        commands.record(commandCount);
        records.record(recordCount);
    }

    /** @param type the message type, or {@code unknown}: a tag has to stay among few values whatever is sent */
    void command(String type, Outcome outcome) {
        registry.counter("slipway.commands", "context", context, "type", type, "outcome", outcome.tag())
                .increment();
    }

    void read(Reading reading) {
        registry.counter(
                        "slipway.events.read",
                        "context",
                        context,
                        "outcome",
                        reading.name().toLowerCase(Locale.ROOT))
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
