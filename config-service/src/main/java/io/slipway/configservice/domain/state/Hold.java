package io.slipway.configservice.domain.state;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

import io.slipway.events.deploy.ClosedBy;

/**
 * A rollout waits because its environment is closed.
 *
 * @param until when to look again; null until somebody starts the line
 */
public record Hold(ClosedBy by, String reason, @Nullable Instant until) {}
