package io.slipway.kit.worker;

import java.time.Duration;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How a worker works.
 *
 * @param concurrency how many tasks run at once, for each worker of the process
 * @param reportInterval shortest time between two progress reports, and longest time a log line waits for its batch
 * @param interruptGrace how long a handler may take to end once it was interrupted
 */
@ConfigurationProperties("slipway.worker")
public record WorkerSettings(
        @DefaultValue("8") int concurrency,
        @DefaultValue("200ms") Duration reportInterval,
        @DefaultValue("10s") Duration interruptGrace) {
    public WorkerSettings {
        if (concurrency < 1) {
            throw new IllegalArgumentException("slipway.worker.concurrency is " + concurrency + ", expected 1 or more");
        }
    }
}
