package io.slipway.notification.domain;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

import io.slipway.events.deploy.DeploymentState;
import io.slipway.events.deploy.pipeline.NotificationRule;
import io.slipway.events.json.Json;
import io.slipway.events.notification.Notification;
import io.slipway.events.notification.NotificationCommand.BeginDelivery;
import io.slipway.events.notification.NotificationCommand.ObserveDeployment;
import io.slipway.events.notification.NotificationCommand.ObserveRules;
import io.slipway.events.notification.NotificationCommand.ObserveTransition;
import io.slipway.events.task.TaskReport;
import io.slipway.kit.aggregate.DeciderScenario;
import io.slipway.notification.domain.decide.Schedule;

/** What the tests have happen to the application {@code shop}. */
public final class Deployments {
    public static final Schedule SCHEDULE = new Schedule(
            Duration.ofSeconds(30),
            Duration.ofDays(7),
            Duration.ofSeconds(1),
            Duration.ofMinutes(5),
            Duration.ofDays(7),
            Duration.ofMinutes(10));
    public static final Instant START = DeciderScenario.START;

    private Deployments() {}

    public static ObserveRules everythingTo(int revision, String... channels) {
        return new ObserveRules(
                "shop",
                revision,
                List.of(channels).stream()
                        .map(channel -> new NotificationRule(channel, List.of(), List.of()))
                        .toList());
    }

    public static ObserveDeployment requested(int number) {
        return new ObserveDeployment("shop", "staging", "shop-staging-" + number, "ada", null, "1." + number);
    }

    public static ObserveTransition reached(int number, DeploymentState to) {
        return reached("staging", number, to, START);
    }

    public static ObserveTransition reached(String environment, int number, DeploymentState to, Instant at) {
        String id = "shop-" + environment + "-" + number;
        return new ObserveTransition(
                "shop",
                environment,
                id,
                "1." + number,
                DeploymentState.REQUESTED,
                to,
                null,
                at,
                "correlation-of-" + id,
                "event-" + id + "-" + to);
    }

    public static String id(int number, DeploymentState to, String channel) {
        return Notification.id("shop-staging-" + number, to, channel);
    }

    public static TaskReport.Started started(String id, int attempt, String worker) {
        return new TaskReport.Started(id, attempt, worker, START.plusSeconds(30));
    }

    public static BeginDelivery begin(String id, int attempt) {
        return new BeginDelivery("shop", id, attempt);
    }

    public static TaskReport.Succeeded succeeded(String id, int attempt, String worker) {
        return new TaskReport.Succeeded(id, attempt, worker, Json.tree("sent"));
    }

    public static TaskReport.Failed failed(String id, int attempt, String worker, boolean retryable) {
        return new TaskReport.Failed(id, attempt, worker, "HTTP 503", retryable);
    }
}
