package io.slipway.deploy.domain.project;

import io.slipway.deploy.domain.project.AlertFacts.Fact;
import io.slipway.events.alert.Alert.Severity;
import io.slipway.events.deploy.QuarantineEvent;

/** What goes into quarantine and comes out of it, for those who were not there. */
final class QuarantineAlerts {
    private QuarantineAlerts() {}

    static Fact of(QuarantineEvent event) {
        return switch (event) {
            case QuarantineEvent.ArtifactQuarantined bad ->
                new Fact(
                        bad.environment(),
                        "artifact.quarantined",
                        Severity.WARNING,
                        bad.service() + " of " + bad.deploymentId() + " (" + bad.version() + ") is in quarantine in "
                                + bad.environment(),
                        bad.because(),
                        bad.by());
            case QuarantineEvent.ArtifactReleased good ->
                new Fact(
                        good.environment(),
                        "artifact.released",
                        Severity.INFO,
                        good.service() + " " + good.digest() + " may be deployed to " + good.environment() + " again",
                        good.reason(),
                        good.by());
        };
    }
}
