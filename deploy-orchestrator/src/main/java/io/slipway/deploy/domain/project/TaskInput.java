package io.slipway.deploy.domain.project;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import io.slipway.deploy.domain.state.ApplicationState;
import io.slipway.deploy.domain.state.Deployment;
import io.slipway.deploy.domain.state.Release;
import io.slipway.deploy.domain.state.Step;
import io.slipway.deploy.domain.state.TrafficSplit;
import io.slipway.events.deploy.Artifact;
import io.slipway.events.deploy.StepAction;
import io.slipway.events.deploy.pipeline.EnvironmentSpec;
import io.slipway.events.deploy.pipeline.RunSpec;
import io.slipway.events.deploy.pipeline.ServiceSpec;
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

    /** A gate asks once; this bounds the worker. */
    private static final Duration GATE_TIMEOUT = Duration.ofMinutes(1);

    static TaskInput of(ApplicationState state, Deployment deployment, Step step) {
        EnvironmentSpec settings = deployment.request().settings();
        EnvironmentSpec.Timeouts timeouts = settings.timeouts();
        return switch (step.plan().action()) {
            case StepAction.Build(var service) ->
                new TaskInput(BuildTask.TYPE, build(state, deployment, service), timeouts.build());
            case StepAction.Converge converge ->
                new TaskInput(ConvergeTask.TYPE, converge(deployment, step, converge), timeouts.rollout());
            case StepAction.Analyze(var service, var thresholds) ->
                new TaskInput(
                        VerifyTask.TYPE,
                        new VerifyTask(
                                state.name(),
                                settings.name(),
                                settings.target().driver(),
                                deployment.id(),
                                List.of(service),
                                List.of(),
                                thresholds,
                                Duration.ZERO),
                        timeouts.verification());
            case StepAction.Verify(var verification) ->
                new TaskInput(
                        VerifyTask.TYPE,
                        new VerifyTask(
                                state.name(),
                                settings.name(),
                                settings.target().driver(),
                                deployment.id(),
                                List.copyOf(deployment.artifacts().keySet()),
                                verification.checks(),
                                verification.traffic(),
                                verification.soak()),
                        timeouts.verification());
            case StepAction.EvaluateGate(var gate) ->
                new TaskInput(
                        GateTask.TYPE,
                        new GateTask(state.name(), settings.name(), deployment.version(), gate),
                        GATE_TIMEOUT);
            case StepAction.AwaitApproval ignored -> throw noTask(step);
            case StepAction.Pause ignored -> throw noTask(step);
            case StepAction.Promote ignored -> throw noTask(step);
        };
    }

    private static BuildTask build(ApplicationState state, Deployment deployment, String service) {
        ServiceSpec spec = state.spec() == null
                ? null
                : state.spec().services().stream()
                        .filter(candidate -> candidate.name().equals(service))
                        .findFirst()
                        .orElse(null);
        if (spec == null) {
            throw new IllegalStateException("the pipeline has lost the service " + service);
        }
        return new BuildTask(
                state.name(),
                service,
                deployment.version(),
                spec.build(),
                deployment.request().source(),
                deployment.request().handedOver().get(service));
    }

    private static ConvergeTask converge(Deployment deployment, Step step, StepAction.Converge converge) {
        String service = converge.service();
        Map<String, Integer> split = TrafficSplit.of(deployment, converge);
        List<ConvergeTask.Release> releases = new ArrayList<>();
        Release stable = deployment.stable();
        if (stable != null
                && converge.stableReplicas() > 0
                && stable.artifacts().containsKey(service)) {
            releases.add(new ConvergeTask.Release(
                    stable.deploymentId(),
                    stable.version(),
                    stable.artifacts().get(service),
                    stable.runs().get(service),
                    converge.stableReplicas(),
                    split.getOrDefault(stable.deploymentId(), 0)));
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
                target.ports().getOrDefault(service, 0),
                generation(deployment, step),
                releases);
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
                split.getOrDefault(deployment.id(), 0));
    }

    /** Grows with each step of a deployment and with each deployment; the same for each attempt at one step. */
    private static long generation(Deployment deployment, Step step) {
        return deployment.request().number() * STEPS + deployment.steps().indexOf(step) + 1;
    }

    private static IllegalStateException noTask(Step step) {
        return new IllegalStateException(step.id() + " is no work for a worker");
    }
}
