package io.slipway.kit.host;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

import io.micrometer.core.instrument.MeterRegistry;
import io.opentelemetry.api.OpenTelemetry;

/**
 * What a host is given from around it.
 *
 * @param clock the only source of time for decisions
 */
public record HostRuntime(Clock clock, MeterRegistry metrics, OpenTelemetry telemetry) {
    /** The time in milliseconds, which is what events carry. */
    Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }
}
