package io.slipway.events.deploy.pipeline;

import java.util.List;

import io.slipway.events.deploy.DeploymentState;

/**
 * Who wants to hear what.
 *
 * @param channel name of a channel the notification-service is configured with
 * @param environments of which environments; empty means all
 * @param states on reaching which states; empty means all
 */
public record NotificationRule(String channel, List<String> environments, List<DeploymentState> states) {
    public NotificationRule {
        environments = List.copyOf(environments);
        states = List.copyOf(states);
    }
}
