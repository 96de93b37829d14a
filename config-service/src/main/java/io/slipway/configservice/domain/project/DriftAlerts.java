package io.slipway.configservice.domain.project;

import java.util.List;
import java.util.stream.Collectors;

import io.slipway.configservice.domain.state.ConfigState;
import io.slipway.events.Envelope;
import io.slipway.events.Topics;
import io.slipway.events.alert.Alert;
import io.slipway.events.alert.Alert.Severity;
import io.slipway.events.config.ConfigEvent;
import io.slipway.kit.aggregate.Following;
import io.slipway.kit.aggregate.Outbound;
import io.slipway.kit.aggregate.Projection;

/** Tells people of drift that lasts, once for all instances of an environment, and of its end once none is left. */
final class DriftAlerts implements Projection<ConfigState, ConfigEvent> {
    private static final int NAMED = 10;

    @Override
    public List<Outbound> project(ConfigState before, ConfigState after, Envelope<ConfigEvent> event) {
        return switch (event.data()) {
            case ConfigEvent.DriftConfirmed confirmed ->
                List.of(alert(
                        event,
                        confirmed.environment(),
                        "config.drift",
                        Severity.WARNING,
                        confirmed.application() + " in " + confirmed.environment() + ": " + count(confirmed)
                                + " another configuration than desired",
                        confirmed.instances().stream().limit(NAMED).collect(Collectors.joining(", "))));
            case ConfigEvent.DriftResolved resolved
            when resolved.confirmed() && !lasts(after, resolved.environment()) ->
                List.of(alert(
                        event,
                        resolved.environment(),
                        "config.drift.resolved",
                        Severity.INFO,
                        resolved.application() + " in " + resolved.environment()
                                + ": all instances that are heard of run with the configuration they should",
                        ""));
            default -> List.of();
        };
    }

    private static boolean lasts(ConfigState state, String environment) {
        return state.drifts().values().stream()
                .anyMatch(drift -> drift.confirmed() && drift.environment().equals(environment));
    }

    private static String count(ConfigEvent.DriftConfirmed confirmed) {
        int instances = confirmed.instances().size();
        return instances == 1 ? "1 instance runs with" : instances + " instances run with";
    }

    private static Outbound alert(
            Envelope<ConfigEvent> event,
            String environment,
            String kind,
            Severity severity,
            String title,
            String detail) {
        String id = Following.id(event, "alert");
        Alert alert = new Alert(
                id,
                event.data().application(),
                environment,
                null,
                kind,
                severity,
                title,
                detail,
                event.actor(),
                event.time());
        return Following.record(Topics.ALERTS, event.data().application(), event, id, alert);
    }
}
