package io.slipway.deploy.domain.plan;

import java.util.List;

import org.jspecify.annotations.Nullable;

import io.slipway.events.deploy.StepAction;
import io.slipway.events.deploy.pipeline.EnvironmentSpec;
import io.slipway.events.deploy.pipeline.ServiceSpec;
import io.slipway.events.deploy.pipeline.StrategySpec;

import static io.slipway.events.deploy.DeploymentState.ROLLING_BACK;
import static io.slipway.events.deploy.DeploymentState.ROLLING_OUT;

/**
 * The steps by which each strategy brings a release in. All but {@code recreate} keep the release before running until
 * the new one has been verified, so that going back is a matter of traffic only.
 */
final class RolloutSteps {
    private RolloutSteps() {}

    static void add(StepList steps, EnvironmentSpec environment, List<ServiceSpec> services, String version) {
        for (ServiceSpec service : services) {
            String name = service.name();
            switch (environment.strategy()) {
                case StrategySpec.Recreate ignored -> recreate(steps, environment, name, version);
                case StrategySpec.Rolling rolling -> rolling(steps, environment, name, version, rolling.batch());
                case StrategySpec.BlueGreen ignored -> switchOver(steps, environment, name, version);
                case StrategySpec.Canary canary -> canary(steps, environment, name, version, canary);
            }
        }
    }

    /** Straight over, whatever the strategy: for rollbacks, where time matters most. */
    static void addSwitch(StepList steps, EnvironmentSpec environment, List<ServiceSpec> services, String version) {
        services.forEach(service -> switchOver(steps, environment, service.name(), version));
    }

    static void addReturn(StepList steps, EnvironmentSpec environment, String service, @Nullable String stable) {
        int replicas = stable == null ? 0 : environment.replicas();
        steps.add(
                ROLLING_BACK,
                "return-" + service,
                stable == null
                        ? "Take " + service + " away, there is no release before"
                        : "Return " + service + " to " + stable,
                new StepAction.Converge(service, replicas, 0, 0));
    }

    private static void recreate(StepList steps, EnvironmentSpec environment, String service, String version) {
        converge(steps, "stop-" + service, "Stop the release before of " + service, service, 0, 0, 0);
        converge(
                steps, "start-" + service, "Start " + service + " " + version, service, 0, environment.replicas(), 100);
    }

    private static void rolling(
            StepList steps, EnvironmentSpec environment, String service, String version, int batch) {
        int replicas = environment.replicas();
        for (int done = Math.min(batch, replicas); ; done = Math.min(done + batch, replicas)) {
            converge(
                    steps,
                    "roll-" + done + "-" + service,
                    "Run " + done + " of " + replicas + " instances of " + service + " on " + version,
                    service,
                    // The last batch leaves one instance of the release before, for the way back.
                    Math.max(replicas - done, 1),
                    done,
                    done * 100 / replicas);
            if (done == replicas) {
                return;
            }
        }
    }

    private static void switchOver(StepList steps, EnvironmentSpec environment, String service, String version) {
        start(steps, environment, service, version);
        shift(steps, environment, service, version, 100);
    }

    private static void canary(
            StepList steps, EnvironmentSpec environment, String service, String version, StrategySpec.Canary canary) {
        start(steps, environment, service, version);
        for (StrategySpec.Canary.Step step : canary.steps()) {
            shift(steps, environment, service, version, step.weight());
            if (!step.pause().isZero()) {
                steps.add(
                        ROLLING_OUT,
                        "pause-" + step.weight() + "-" + service,
                        "Stay at " + step.weight() + " % for " + Titles.of(step.pause()),
                        new StepAction.Pause(step.pause()));
            }
            if (step.analysis() != null) {
                steps.add(
                        ROLLING_OUT,
                        "analysis-" + step.weight() + "-" + service,
                        "Analyze the traffic of " + service + ": " + Titles.of(step.analysis()),
                        new StepAction.Analyze(service, step.analysis()));
            }
        }
        shift(steps, environment, service, version, 100);
    }

    private static void start(StepList steps, EnvironmentSpec environment, String service, String version) {
        converge(
                steps,
                "start-" + service,
                "Start " + service + " " + version + " beside the release before",
                service,
                environment.replicas(),
                environment.replicas(),
                0);
    }

    private static void shift(StepList steps, EnvironmentSpec environment, String service, String version, int weight) {
        converge(
                steps,
                "shift-" + weight + "-" + service,
                "Send " + weight + " % of the traffic of " + service + " to " + version,
                service,
                environment.replicas(),
                environment.replicas(),
                weight);
    }

    private static void converge(
            StepList steps, String name, String title, String service, int stable, int candidate, int weight) {
        steps.add(ROLLING_OUT, name, title, new StepAction.Converge(service, stable, candidate, weight));
    }
}
