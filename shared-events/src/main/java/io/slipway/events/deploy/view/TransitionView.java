package io.slipway.events.deploy.view;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

import io.slipway.events.deploy.DeploymentState;

/**
 * A state a deployment reached.
 *
 * @param reason why, for a person; null where the plan simply went on
 * @param by who brought it about, where a person did
 */
public record TransitionView(
        DeploymentState state,
        Instant at,
        @Nullable String reason,
        @Nullable String by) {}
