package io.slipway.deploy.domain.project;

import java.time.Duration;
import java.util.List;

import org.jspecify.annotations.Nullable;

import io.slipway.deploy.domain.decide.DeployDecider;
import io.slipway.deploy.domain.state.ApplicationState;
import io.slipway.events.Topics;
import io.slipway.events.deploy.ApplicationEvent;
import io.slipway.events.deploy.BackupObserved;
import io.slipway.events.deploy.ConfigObserved;
import io.slipway.events.deploy.DeployCommand;
import io.slipway.events.deploy.DeployEvent;
import io.slipway.events.deploy.DeploymentEvent;
import io.slipway.events.deploy.LineEvent;
import io.slipway.events.deploy.QuarantineEvent;
import io.slipway.kit.aggregate.AggregateDefinition;
import io.slipway.kit.aggregate.Directory;

/** The deploy context as the host runs it. */
public final class DeployAggregate {
    /** The CloudEvents source of everything it says. */
    public static final String SOURCE = "/slipway/deploy-orchestrator";

    private DeployAggregate() {}

    /**
     * @param lease how long a worker has a task without renewing
     * @param directory who has which role
     */
    public static AggregateDefinition<ApplicationState, DeployCommand, DeployEvent> definition(
            Duration lease, Directory directory) {
        return new AggregateDefinition<>(
                "deploy",
                SOURCE,
                ApplicationState.class,
                DeployCommand.class,
                DeployEvent.class,
                new DeployDecider(lease, directory),
                new AggregateDefinition.Channels(
                        Topics.DEPLOY_COMMANDS,
                        Topics.DEPLOY_EVENTS,
                        Topics.DEPLOY_TASKS,
                        Topics.DEPLOY_REPLIES,
                        Topics.DEPLOY_VIEWS,
                        Topics.DEPLOY_STATE),
                DeployAggregate::subjectOf,
                DeployAggregate::correlationOf,
                List.of(
                        new TaskProjection(lease),
                        new CDEventsProjection(),
                        new AlertProjection(),
                        new ConfigRestoreProjection()),
                new DeployDocuments(directory));
    }

    static String subjectOf(DeployEvent event) {
        return switch (event) {
            case ApplicationEvent application -> application.application();
            case DeploymentEvent deployment -> deployment.deploymentId();
            case QuarantineEvent quarantine -> quarantine.application();
            case LineEvent line -> line.application();
            case ConfigObserved live -> live.application();
            case BackupObserved backup -> backup.application();
        };
    }

    /** Everything a deployment leads to belongs to the request it came from. */
    static @Nullable String correlationOf(ApplicationState after, DeployEvent event) {
        return switch (event) {
            case ApplicationEvent ignored -> null;
            case QuarantineEvent.ArtifactQuarantined bad ->
                after.deployment(bad.takenBackBy() == null ? bad.deploymentId() : bad.takenBackBy())
                        .map(found -> found.request().correlationId())
                        .orElse(null);
            case QuarantineEvent.ArtifactReleased ignored -> null;
            case LineEvent ignored -> null;
            case ConfigObserved ignored -> null;
            case BackupObserved ignored -> null;
            case DeploymentEvent deployment ->
                after.deployment(deployment.deploymentId())
                        .map(found -> found.request().correlationId())
                        .orElse(null);
        };
    }
}
