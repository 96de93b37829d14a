package io.slipway.deploy.domain.project;

import java.util.Optional;

import io.slipway.events.Envelope;
import io.slipway.events.alert.Alert.Severity;
import io.slipway.events.deploy.DeployEvent;
import io.slipway.events.deploy.DeploymentEvent;
import io.slipway.events.deploy.DeploymentState;
import io.slipway.events.deploy.DeploymentTransition;
import io.slipway.events.deploy.LineEvent;
import io.slipway.events.deploy.QuarantineEvent;

/** Which events are alerts too. */
final class AlertFacts {
    private AlertFacts() {}

    /**
     * An alert in the making.
     *
     * @param detail may be empty
     */
    record Fact(String environment, String kind, Severity severity, String title, String detail, String by) {}

    static Optional<Fact> of(Envelope<? extends DeployEvent> event) {
        return switch (event.data()) {
            case DeploymentTransition.Failed failed
            when failed.from() == DeploymentState.ROLLING_BACK ->
                Optional.of(new Fact(
                        failed.environment(),
                        "rollback.failed",
                        Severity.CRITICAL,
                        failed.deploymentId() + " could not be taken back: nobody knows what runs in "
                                + failed.environment(),
                        failed.reason(),
                        "slipway"));
            case LineEvent line -> Optional.of(ClosingAlerts.of(line));
            case DeploymentEvent.GlassBroken broken -> Optional.of(ClosingAlerts.of(broken));
            case DeploymentEvent.ConfigKept kept ->
                Optional.of(new Fact(
                        kept.environment(),
                        "config.kept",
                        Severity.CRITICAL,
                        kept.deploymentId() + " goes back without its configuration " + kept.wanted(),
                        kept.reason(),
                        "slipway"));
            case QuarantineEvent quarantine -> Optional.of(QuarantineAlerts.of(quarantine));
            default -> Optional.empty();
        };
    }
}
