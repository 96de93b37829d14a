package io.slipway.notification.domain.decide;

import java.util.List;

import io.slipway.events.deploy.pipeline.NotificationRule;

/**
 * A rule that holds for several applications, whatever their own rules say.
 *
 * @param applications empty means all
 */
public record Subscription(List<String> applications, NotificationRule rule) {
    public Subscription {
        applications = List.copyOf(applications);
    }

    boolean covers(String application) {
        return applications.isEmpty() || applications.contains(application);
    }
}
