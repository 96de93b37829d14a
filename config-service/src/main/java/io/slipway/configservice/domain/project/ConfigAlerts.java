package io.slipway.configservice.domain.project;

import java.util.List;
import java.util.Optional;

import io.slipway.configservice.domain.state.ConfigState;
import io.slipway.events.Envelope;
import io.slipway.events.Topics;
import io.slipway.events.alert.Alert;
import io.slipway.events.alert.Alert.Severity;
import io.slipway.events.config.ConfigEvent;
import io.slipway.events.config.ConfigEvent.RolloutEnded.Outcome;
import io.slipway.kit.aggregate.Following;
import io.slipway.kit.aggregate.Outbound;
import io.slipway.kit.aggregate.Projection;

/** Raises an alert with each event of the configuration that a person should look at. */
final class ConfigAlerts implements Projection<ConfigState, ConfigEvent> {

    /** An alert in the making. */
    private record Fact(String environment, String kind, String title, String detail, String by) {}

    @Override
    public List<Outbound> project(ConfigState before, ConfigState after, Envelope<ConfigEvent> event) {
        return fact(event.data()).map(fact -> alert(event, fact)).map(List::of).orElse(List.of());
    }

    private static Optional<Fact> fact(ConfigEvent event) {
        return switch (event) {
            case ConfigEvent.GlassBroken broken ->
                Optional.of(new Fact(
                        broken.environment(),
                        "glass.broken",
                        broken.by() + " broke the glass of " + broken.environment() + " for " + broken.rolloutId(),
                        broken.reason(),
                        broken.by()));
            case ConfigEvent.RolloutEnded ended
            when ended.outcome() == Outcome.TAKEN_BACK ->
                Optional.of(new Fact(
                        ended.environment(),
                        "config.taken-back",
                        ended.rolloutId() + " was taken back from the instances that had it",
                        ended.reason() == null ? "" : ended.reason(),
                        "slipway"));
            default -> Optional.empty();
        };
    }

    private static Outbound alert(Envelope<ConfigEvent> event, Fact fact) {
        String id = Following.id(event, "alert");
        String application = event.data().application();
        Alert alert = new Alert(
                id,
                application,
                fact.environment(),
                null,
                fact.kind(),
                Severity.WARNING,
                fact.title(),
                fact.detail(),
                fact.by(),
                event.time());
        return Following.record(Topics.ALERTS, application, event, id, alert);
    }
}
