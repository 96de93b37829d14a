package io.slipway.deploy.domain.project;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import io.slipway.deploy.domain.decide.StepTimeout;
import io.slipway.deploy.domain.state.Deployment;
import io.slipway.deploy.domain.state.Lane;
import io.slipway.deploy.domain.state.Release;
import io.slipway.deploy.domain.state.Step;
import io.slipway.deploy.domain.state.TrafficSplit;
import io.slipway.events.deploy.Artifact;
import io.slipway.events.deploy.StepAction;
import io.slipway.events.deploy.pipeline.BuildSpec;
import io.slipway.events.deploy.pipeline.EnvironmentSpec;
import io.slipway.events.deploy.pipeline.RunSpec;
import io.slipway.events.deploy.pipeline.TargetSpec;
import io.slipway.events.deploy.task.BuildTask;
import io.slipway.events.deploy.task.ConvergeTask;
import io.slipway.events.deploy.task.GateTask;
import io.slipway.events.deploy.task.VerifyTask;

/**
 * What a worker is told about a step.
 *
 * @param type of the task
 * @param input its input record
 * @param timeout how long the work may take
 */
record TaskInput(String type, Object input, Duration timeout) {
    /** Steps a deployment can have at most, as far as generations are concerned. */
    private static final long STEPS = 10_000;

    static TaskInput of(Lane lane, Deployment deployment, Step step) {
        EnvironmentSpec settings = deployment.request().settings();
        Duration timeout = StepTimeout.of(step.plan().action(), settings.timeouts());
        return switch (step.plan().action()) {
            case StepAction.Build(var service) ->
                new TaskInput(BuildTask.TYPE, build(lane, deployment, service), timeout);
            case StepAction.Converge converge ->
                new TaskInput(ConvergeTask.TYPE, converge(lane, deployment, step, converge), timeout);
            case StepAction.Analyze(var service, var thresholds) ->
                new TaskInput(
                        VerifyTask.TYPE,
                        new VerifyTask(
                                deployment.request().application(),
                                settings.name(),
                                settings.target().driver(),
                                deployment.id(),
                                List.of(service),
                                List.of(),
                                thresholds,
                                Duration.ZERO),
                        timeout);
            case StepAction.Verify(var verification) ->
                new TaskInput(
                        VerifyTask.TYPE,
                        new VerifyTask(
                                deployment.request().application(),
                                settings.name(),
                                settings.target().driver(),
                                deployment.id(),
                                deployment.artifacts().keySet().stream()
                                        .sorted()
                                        .toList(),
                                verification.checks(),
                                verification.traffic(),
                                verification.soak()),
                        timeout);
            case StepAction.EvaluateGate(var gate) ->
                new TaskInput(
                        GateTask.TYPE,
                        new GateTask(deployment.request().application(), settings.name(), deployment.version(), gate),
                        timeout);
            case StepAction.AwaitApproval ignored -> throw noTask(step);
            case StepAction.Pause ignored -> throw noTask(step);
            case StepAction.RestoreConfig ignored -> throw noTask(step);
            case StepAction.Promote ignored -> throw noTask(step);
        };
    }

    private static BuildTask build(Lane lane, Deployment deployment, String service) {
        BuildSpec build = deployment.request().builds().get(service);
        if (build == null) {
            throw new IllegalStateException(deployment.id() + " does not know how to build " + service);
        }
        return new BuildTask(
                deployment.request().application(),
                service,
                deployment.version(),
                build,
                deployment.request().source(),
                deployment.request().handedOver().get(service),
                lane.current().map(Release::commit).orElse(null));
    }

    private static ConvergeTask converge(Lane lane, Deployment deployment, Step step, StepAction.Converge converge) {
        String service = converge.service();
        Map<String, Integer> split = TrafficSplit.of(deployment, converge);
        List<ConvergeTask.Release> releases = new ArrayList<>();
        Release stable = deployment.stable();
        if (stable != null && converge.stableReplicas() > 0 && stable.has(service)) {
            releases.add(new ConvergeTask.Release(
                    stable.deploymentId(),
                    stable.version(),
                    stable.artifacts().get(service),
                    stable.runs().get(service),
                    converge.stableReplicas(),
                    split.getOrDefault(stable.deploymentId(), 0),
                    stable.configRevision()));
        }
        if (converge.candidateReplicas() > 0) {
            releases.add(candidate(deployment, converge, split));
        }
        TargetSpec target = deployment.request().settings().target();
        return new ConvergeTask(
                deployment.request().application(),
                deployment.environment(),
                service,
                target.driver(),
                port(lane, deployment, service),
                generation(lane, deployment, step),
                releases);
    }

    /** Where the service is reached; for one that has left the pipeline, where it was reached before. */
    private static int port(Lane lane, Deployment deployment, String service) {
        int before = lane.present().getOrDefault(service, 0);
        return deployment.request().ports().getOrDefault(service, before);
    }

    private static ConvergeTask.Release candidate(
            Deployment deployment, StepAction.Converge converge, Map<String, Integer> split) {
        Artifact artifact = deployment.artifacts().get(converge.service());
        RunSpec run = deployment.request().runs().get(converge.service());
        if (artifact == null || run == null) {
            throw new IllegalStateException(deployment.id() + " has nothing to run for " + converge.service());
        }
        return new ConvergeTask.Release(
                deployment.id(),
                deployment.version(),
                artifact,
                run,
                converge.candidateReplicas(),
                split.getOrDefault(deployment.id(), 0),
                deployment.configRevision());
    }

    /** Grows with each step of a deployment and with each turn; the same for each attempt at one step. */
    private static long generation(Lane lane, Deployment deployment, Step step) {
        return lane.turnOf(deployment) * STEPS + deployment.steps().indexOf(step) + 1;
    }

    private static IllegalStateException noTask(Step step) {
        return new IllegalStateException(step.id() + " is no work for a worker");
    }
}
