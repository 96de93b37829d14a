package io.slipway.notification.domain.state;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * How a notification ended.
 *
 * @param reason why it was given up; null of a delivered one
 */
public record Ending(
        String notificationId, Instant at, @Nullable String reason, String correlationId) {}
