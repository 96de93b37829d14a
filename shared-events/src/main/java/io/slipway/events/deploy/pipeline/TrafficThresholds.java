package io.slipway.events.deploy.pipeline;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

/**
 * What real traffic of the new release has to look like over a window.
 *
 * @param window how long traffic is watched
 * @param minRequests below this many requests the verdict is inconclusive
 * @param successRate smallest share of answers below 500, 0.0 to 1.0
 * @param p95 largest 95th percentile of the latency
 * @param p99 largest 99th percentile of the latency
 */
public record TrafficThresholds(
        Duration window,
        long minRequests,
        double successRate,
        @Nullable Duration p95,
        @Nullable Duration p99) {}
