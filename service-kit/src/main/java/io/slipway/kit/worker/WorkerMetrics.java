package io.slipway.kit.worker;

import java.time.Duration;
import java.util.Locale;
import java.util.function.IntSupplier;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;

/** The worker's meters: {@code slipway.task.*}. */
final class WorkerMetrics {
    private final MeterRegistry meters;

    WorkerMetrics(MeterRegistry meters) {
        this.meters = meters;
    }

    void gauges(String worker, IntSupplier running, IntSupplier free) {
        Tags tags = Tags.of("worker", worker);
        Gauge.builder("slipway.task.running", running, IntSupplier::getAsInt)
                .description("Tasks this worker works on.")
                .tags(tags)
                .strongReference(true)
                .register(meters);
        Gauge.builder("slipway.task.permits.free", free, IntSupplier::getAsInt)
                .description("How many more tasks this worker would take.")
                .tags(tags)
                .strongReference(true)
                .register(meters);
    }

    /** @param outcome {@code succeeded}, {@code failed}, {@code timed_out}, {@code released}, {@code lease_lost} or {@code superseded} */
    void ended(String type, String outcome, Duration took) {
        meters.counter("slipway.task.attempts", "type", type, "outcome", outcome)
                .increment();
        meters.timer("slipway.task.duration", "type", type).record(took);
        if (outcome.equals(name(Ending.LEASE_LOST)) || outcome.equals(name(Ending.SUPERSEDED))) {
            meters.counter("slipway.task.leases.lost", "type", type).increment();
        }
    }

    static String name(Ending ending) {
        return ending.name().toLowerCase(Locale.ROOT);
    }
}
