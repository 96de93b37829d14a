package io.slipway.deploy.domain;

import java.time.Instant;

import org.junit.jupiter.api.Test;

import io.slipway.events.alert.Alert;
import io.slipway.events.deploy.DeployCommand;
import io.slipway.events.deploy.DeploymentState;
import io.slipway.events.deploy.view.DeploymentView;
import io.slipway.events.deploy.view.TransitionView;

import static org.assertj.core.api.Assertions.assertThat;

class AlertTest {
    private final Drill drill = new Drill(
            Pipelines.application(Pipelines.environment("live").attempts(1).build()));

    @Test
    void aWayBackThatFailsIsAnAlertForThisMinute() {
        drill.deliver("live", "1.0.0");
        String id = drill.start("live", "2.0.0");
        drill.workUntil(id, "start-web");
        drill.fail(id);
        assertThat(drill.view(id).state()).isEqualTo(DeploymentState.ROLLING_BACK);

        drill.fail(id);

        assertThat(drill.view(id).state()).isEqualTo(DeploymentState.FAILED);
        assertThat(drill.storm.alerts)
                .filteredOn(alert -> alert.severity() == Alert.Severity.CRITICAL)
                .singleElement()
                .satisfies(alert -> {
                    assertThat(alert.kind()).isEqualTo("rollback.failed");
                    assertThat(alert.severity()).isEqualTo(Alert.Severity.CRITICAL);
                    assertThat(alert.deploymentId()).isEqualTo(id);
                    assertThat(alert.environment()).isEqualTo("live");
                    assertThat(alert.detail()).contains("broke");
                });
    }

    @Test
    void aDeploymentShowsWhichStatesItReachedAndWhen() {
        Instant asked = drill.storm.now();
        String id = drill.start("live", "1.0.0");
        drill.send(new DeployCommand.Cancel(Pipelines.SHOP, id, "wrong version"));

        DeploymentView view = drill.view(id);
        assertThat(view.transitions())
                .extracting(TransitionView::state)
                .containsExactly(
                        DeploymentState.REQUESTED,
                        DeploymentState.QUEUED,
                        DeploymentState.GATES,
                        DeploymentState.BUILDING,
                        DeploymentState.CANCELLED);
        assertThat(view.transitions().getFirst())
                .isEqualTo(new TransitionView(DeploymentState.REQUESTED, asked, null, "ann"));
        assertThat(view.transitions().getLast().by()).isEqualTo("ann");
        assertThat(view.transitions().getLast().reason()).contains("wrong version");
    }
}
