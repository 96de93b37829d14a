package io.slipway.events.notification;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

import io.slipway.events.alert.Alert.Severity;
import io.slipway.events.deploy.DeploymentState;

/** One of the things a digest tells. The parameters are those of {@link Notification}. */
public record DigestItem(
        @Nullable String kind,
        Severity severity,
        String environment,
        String deploymentId,
        String version,
        DeploymentState from,
        DeploymentState to,
        @Nullable String title,
        @Nullable String reason,
        Instant at) {}
