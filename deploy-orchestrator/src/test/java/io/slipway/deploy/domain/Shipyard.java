package io.slipway.deploy.domain;

import java.time.Duration;
import java.util.List;

import io.slipway.deploy.domain.decide.DeployDecider;
import io.slipway.deploy.domain.decide.TaskId;
import io.slipway.deploy.domain.state.ApplicationState;
import io.slipway.deploy.domain.state.Deployment;
import io.slipway.deploy.domain.state.Step;
import io.slipway.events.deploy.Artifact;
import io.slipway.events.deploy.DeployCommand;
import io.slipway.events.deploy.DeployEvent;
import io.slipway.events.deploy.DeploymentState;
import io.slipway.events.deploy.DeploymentTransition;
import io.slipway.events.deploy.StepAction;
import io.slipway.events.deploy.pipeline.ApplicationSpec;
import io.slipway.events.deploy.task.BuildTask;
import io.slipway.events.deploy.task.ConvergeTask;
import io.slipway.events.deploy.task.GateTask;
import io.slipway.events.deploy.task.VerifyTask;
import io.slipway.events.deploy.task.VerifyTask.Verdict;
import io.slipway.events.json.Json;
import io.slipway.events.task.TaskReport;
import io.slipway.kit.aggregate.DeciderScenario;
import io.slipway.kit.aggregate.Directory;

import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/** A scenario with a worker that does what it is told. */
final class Shipyard {
    static final Duration LEASE = Duration.ofSeconds(10);
    static final String WORKER = "main/deploy";

    final DeciderScenario<ApplicationState, DeployCommand, DeployEvent> scenario;

    Shipyard(ApplicationSpec spec) {
        scenario = DeciderScenario.of(new DeployDecider(LEASE, Directory.NONE), ApplicationState.class, Pipelines.SHOP);
        scenario.given(Pipelines.apply(spec));
    }

    /** One where people have roles. */
    Shipyard(ApplicationSpec spec, Directory directory, String appliedBy) {
        scenario = DeciderScenario.of(new DeployDecider(LEASE, directory), ApplicationState.class, Pipelines.SHOP);
        scenario.by(appliedBy).given(Pipelines.apply(spec));
    }

    /** The worker of a scenario there is. */
    Shipyard(DeciderScenario<ApplicationState, DeployCommand, DeployEvent> scenario) {
        this.scenario = scenario;
    }

    /** Asks for a deployment; returns its id. */
    String deploy(String environment, String version) {
        scenario.given(Pipelines.start(environment, version));
        return scenario.state().lane(environment).deployments().getLast().id();
    }

    /** Asks for a deployment and does all its work, and that of those that follow by promotion. */
    void deliver(String environment, String version) {
        deploy(environment, version);
        workAll();
    }

    void workAll() {
        for (int work = 0; work < 200; work++) {
            var busy = scenario.state()
                    .deployments()
                    .filter(deployment -> !deployment.state().terminal())
                    .filter(deployment -> deployment.current().isPresent() && !deployment.isPaused())
                    .findFirst();
            if (busy.isEmpty()) {
                return;
            }
            work(busy.get().id());
        }
        throw new AssertionError("the work never ends");
    }

    /** Does the running step of a deployment well, or lets its time pass where it only waits. */
    void work(String id) {
        Step step = running(id);
        if (step.isTask()) {
            begin(id);
            finish(id, output(step.plan().action(), Verdict.PASSED));
        } else {
            scenario.advance(
                    Duration.between(scenario.now(), step.nextDeadline().orElseThrow()));
        }
    }

    /** Works until the deployment is in a state. */
    void workUntilState(String id, DeploymentState state) {
        for (int work = 0; work < 200 && get(id).state() != state; work++) {
            work(id);
        }
        assertState(id, state);
    }

    /** Works until the running step is of a kind. */
    void workUntil(String id, Class<? extends StepAction> kind) {
        while (!kind.isInstance(running(id).plan().action())) {
            work(id);
        }
    }

    void begin(String id) {
        scenario.given(started(id, WORKER));
    }

    TaskReport started(String id, String worker) {
        Step step = running(id);
        return new TaskReport.Started(
                task(id, step), step.attempt(), worker, scenario.now().plus(LEASE));
    }

    void finish(String id, JsonNode output) {
        Step step = running(id);
        scenario.given(new TaskReport.Succeeded(task(id, step), step.attempt(), WORKER, output));
    }

    void fail(String id, boolean retryable) {
        begin(id);
        Step step = running(id);
        scenario.given(new TaskReport.Failed(task(id, step), step.attempt(), WORKER, "it broke", retryable));
    }

    void verdict(String id, Verdict verdict) {
        begin(id);
        finish(id, output(running(id).plan().action(), verdict));
    }

    Deployment get(String id) {
        return scenario.state().deployment(id).orElseThrow(() -> new AssertionError("no deployment " + id));
    }

    Step running(String id) {
        return get(id).current().orElseThrow(() -> new AssertionError(id + " runs no step, it is " + get(id).state()));
    }

    DeploymentState state(String id) {
        return scenario.state()
                .deployment(id)
                .map(Deployment::state)
                .orElseGet(() -> scenario.state().ended().get(id));
    }

    /** The states a deployment has gone through, in order. */
    List<DeploymentState> path(String id) {
        return scenario.history().stream()
                .filter(DeploymentTransition.class::isInstance)
                .map(DeploymentTransition.class::cast)
                .filter(transition -> transition.deploymentId().equals(id))
                .map(DeploymentTransition::to)
                .toList();
    }

    void assertState(String id, DeploymentState expected) {
        assertThat(state(id)).isEqualTo(expected);
    }

    static String task(String id, Step step) {
        return TaskId.of(id, step.id());
    }

    static JsonNode output(StepAction action, Verdict verdict) {
        return output(action, verdict, "aa");
    }

    /** @param digest what is built, in hexadecimal digits */
    static JsonNode output(StepAction action, Verdict verdict, String digest) {
        // As it comes off the wire: a tree made of records has other number types.
        return Json.mapper()
                .readTree(Json.write(
                        switch (action) {
                            case StepAction.Build(var service) ->
                                new BuildTask.Output(artifact(service, digest), commit(digest), List.of(), true);
                            case StepAction.Converge ignored -> new ConvergeTask.Output(List.of());
                            case StepAction.EvaluateGate ignored ->
                                new GateTask.Output(verdict == Verdict.PASSED, "answered");
                            case StepAction.Analyze ignored -> new VerifyTask.Output(verdict, "looked", List.of());
                            case StepAction.Verify ignored -> new VerifyTask.Output(verdict, "looked", List.of());
                            case StepAction.AwaitApproval ignored -> "";
                            case StepAction.Pause ignored -> "";
                            case StepAction.RestoreConfig ignored -> "";
                            case StepAction.Promote ignored -> "";
                        }));
    }

    /** One for each thing that is built. */
    private static String commit(String digest) {
        return (digest + "0".repeat(40)).substring(0, 40);
    }

    private static Artifact artifact(String service, String digest) {
        return new Artifact(
                "sha256:" + digest,
                "artifact:sha256:" + digest,
                "pkg:generic/shop-" + service + "@sha256%3A" + digest,
                1);
    }
}
