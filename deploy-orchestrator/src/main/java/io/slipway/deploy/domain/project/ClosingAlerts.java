package io.slipway.deploy.domain.project;

import java.util.Locale;

import io.slipway.deploy.domain.project.AlertFacts.Fact;
import io.slipway.events.alert.Alert.Severity;
import io.slipway.events.deploy.DeploymentEvent;
import io.slipway.events.deploy.LineEvent;

/** Who closed or opened an environment, and who went in although it was closed. */
final class ClosingAlerts {
    private ClosingAlerts() {}

    static Fact of(LineEvent event) {
        return switch (event) {
            case LineEvent.LineStopped stopped ->
                new Fact(
                        stopped.environment(),
                        "line.stopped",
                        Severity.WARNING,
                        stopped.by() + " stopped the line to " + stopped.environment() + " of " + stopped.application(),
                        stopped.reason() + " (under way: "
                                + stopped.inFlight().name().toLowerCase(Locale.ROOT) + ")",
                        stopped.by());
            case LineEvent.LineResumed resumed ->
                new Fact(
                        resumed.environment(),
                        "line.resumed",
                        Severity.INFO,
                        resumed.by() + " started the line to " + resumed.environment() + " of " + resumed.application()
                                + " again",
                        resumed.reason(),
                        resumed.by());
        };
    }

    static Fact of(DeploymentEvent.GlassBroken event) {
        return new Fact(
                event.environment(),
                "glass.broken",
                Severity.WARNING,
                event.by() + " broke the glass of " + event.environment() + " for " + event.deploymentId(),
                event.reason(),
                event.by());
    }
}
