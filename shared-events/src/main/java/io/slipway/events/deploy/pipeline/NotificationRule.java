package io.slipway.events.deploy.pipeline;

import java.time.Duration;
import java.util.List;

import org.jspecify.annotations.Nullable;

import io.slipway.events.alert.Alert.Severity;
import io.slipway.events.deploy.DeploymentState;

/**
 * Who wants to hear what.
 *
 * @param channel name of a channel the notification-service is configured with
 * @param environments of which environments; empty means all
 * @param states on reaching which states; empty means all, and all that is no state. Who wants to hear of {@code FAILED}
 *     hears of what stopped before it failed as well: of paused deployments, and of alerts that are more than information
 * @param severity the least that matters; absent means any
 * @param digest how long to collect what there is to tell before it is told in one message; absent means not at all
 */
public record NotificationRule(
        String channel,
        List<String> environments,
        List<DeploymentState> states,
        @Nullable Severity severity,
        @Nullable Duration digest) {
    /** Of any severity, at once. */
    public NotificationRule(String channel, List<String> environments, List<DeploymentState> states) {
        this(channel, environments, states, null, null);
    }

    public NotificationRule {
        environments = List.copyOf(environments);
        states = List.copyOf(states);
    }
}
