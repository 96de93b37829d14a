package io.slipway.deploy.domain.project;

import java.time.Duration;
import java.util.List;
import java.util.Map;

import io.slipway.deploy.domain.decide.TaskId;
import io.slipway.deploy.domain.state.ApplicationState;
import io.slipway.deploy.domain.state.Deployment;
import io.slipway.deploy.domain.state.Step;
import io.slipway.events.Envelope;
import io.slipway.events.Topics;
import io.slipway.events.deploy.DeployEvent;
import io.slipway.events.deploy.StepEvent;
import io.slipway.events.json.Json;
import io.slipway.events.task.TaskOffered;
import io.slipway.kit.aggregate.Following;
import io.slipway.kit.aggregate.Outbound;
import io.slipway.kit.aggregate.Projection;

/** Hands out the work behind each attempt at a step. */
final class TaskProjection implements Projection<ApplicationState, DeployEvent> {
    private final Duration lease;

    TaskProjection(Duration lease) {
        this.lease = lease;
    }

    @Override
    public List<Outbound> project(ApplicationState before, ApplicationState after, Envelope<DeployEvent> event) {
        if (!(event.data() instanceof StepEvent.Started started)) {
            return List.of();
        }
        Deployment deployment = after.deployment(started.deploymentId()).orElseThrow();
        Step step = deployment.step(started.step()).orElseThrow();
        if (!step.isTask()) {
            return List.of();
        }
        TaskOffered offer = offer(after, deployment, step);
        return List.of(Following.task(Topics.DEPLOY_TASKS, offer.taskId(), event, offer));
    }

    private TaskOffered offer(ApplicationState state, Deployment deployment, Step step) {
        TaskInput input = TaskInput.of(state.lane(deployment.environment()), deployment, step);
        return new TaskOffered(
                TaskId.of(deployment.id(), step.id()),
                step.attempt(),
                input.type(),
                state.name(),
                Topics.DEPLOY_COMMANDS.name(),
                lease,
                input.timeout(),
                Json.tree(input.input()),
                Map.of(
                        "application", state.name(),
                        "environment", deployment.environment(),
                        "deployment", deployment.id(),
                        "step", step.id(),
                        "title", step.plan().title()));
    }
}
