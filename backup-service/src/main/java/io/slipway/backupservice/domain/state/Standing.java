package io.slipway.backupservice.domain.state;

import java.time.Duration;
import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * What was last said of a policy to whoever waits for it.
 *
 * @param until when it becomes stale by itself
 * @param reason why it is stale; null where it is fresh
 */
public record Standing(
        boolean fresh,
        @Nullable Instant recoverableTo,
        @Nullable Instant until,
        @Nullable Instant drilled,
        @Nullable Duration objective,
        @Nullable Duration drillEvery,
        @Nullable String reason) {}
