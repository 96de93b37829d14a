package io.slipway.deploy.domain.plan;

import java.util.List;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import io.slipway.events.deploy.StepAction;
import io.slipway.events.deploy.pipeline.EnvironmentSpec;
import io.slipway.events.deploy.pipeline.StrategySpec;

import static io.slipway.events.deploy.DeploymentState.ROLLING_BACK;
import static io.slipway.events.deploy.DeploymentState.ROLLING_OUT;

/**
 * The steps by which each strategy brings a release in. All but {@code recreate} keep the previous release running until
 * the new one has been verified, so that going back is a matter of traffic only. A service that does not
 * run yet has nobody to share traffic with, so every strategy is a plain start of it.
 */
final class RolloutSteps {
    private static final int ALL = 100;

    private final StepList steps;
    private final int replicas;
    private final StrategySpec strategy;
    private final String version;
    private final Set<String> running;

    /** @param running services that run in the environment, or will when it is the deployment's turn */
    RolloutSteps(StepList steps, EnvironmentSpec environment, String version, Set<String> running) {
        this.steps = steps;
        this.replicas = environment.replicas();
        this.strategy = environment.strategy();
        this.version = version;
        this.running = running;
    }

    void add(List<String> services) {
        services.forEach(service -> {
            if (!running.contains(service)) {
                plainStart(service);
                return;
            }
            switch (strategy) {
                case StrategySpec.Recreate ignored -> recreate(service);
                case StrategySpec.Rolling rolling -> rolling(service, rolling.batch());
                case StrategySpec.BlueGreen ignored -> switchOver(service);
                case StrategySpec.Canary canary -> canary(service, canary);
            }
        });
    }

    /**
     * Straight over: for rollbacks, where time matters most. What is recreated is recreated on the way back too: it may
     * not be able to run twice.
     */
    void addSwitch(List<String> services) {
        services.forEach(service -> {
            if (!running.contains(service)) {
                plainStart(service);
            } else if (strategy instanceof StrategySpec.Recreate) {
                recreate(service);
            } else {
                switchOver(service);
            }
        });
    }

    static void addReturn(StepList steps, EnvironmentSpec environment, String service, @Nullable String stable) {
        int instances = stable == null ? 0 : environment.replicas();
        steps.add(
                ROLLING_BACK,
                "return-" + service,
                stable == null
                        ? "Take " + service + " away, there is no previous release"
                        : "Return " + service + " to " + stable,
                new StepAction.Converge(service, instances, 0, 0));
    }

    private void plainStart(String service) {
        String title = "Start " + service + " " + version + " with all the traffic (first release)";
        converge("start-" + service, title, service, 0, replicas, ALL);
    }

    private void recreate(String service) {
        converge("stop-" + service, "Stop the previous release of " + service, service, 0, 0, 0);
        converge("start-" + service, "Start " + service + " " + version, service, 0, replicas, ALL);
    }

    private void rolling(String service, int batch) {
        for (int done = Math.min(batch, replicas); ; done = Math.min(done + batch, replicas)) {
            converge(
                    "roll-" + done + "-" + service,
                    "Run " + done + " of " + replicas + " instances of " + service + " on " + version,
                    service,
                    // The last batch leaves one instance of the previous release, for the way back.
                    Math.max(replicas - done, 1),
                    done,
                    done * ALL / replicas);
            if (done == replicas) {
                return;
            }
        }
    }

    private void switchOver(String service) {
        startBeside(service);
        shift(service, ALL);
    }

    private void canary(String service, StrategySpec.Canary canary) {
        startBeside(service);
        for (StrategySpec.Canary.Step step : canary.steps()) {
            shift(service, step.weight());
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
        shift(service, ALL);
    }

    private void startBeside(String service) {
        String title = "Start " + service + " " + version + " beside the previous release";
        converge("start-" + service, title, service, replicas, replicas, 0);
    }

    private void shift(String service, int weight) {
        String title = "Send " + weight + " % of the traffic of " + service + " to " + version;
        converge("shift-" + weight + "-" + service, title, service, replicas, replicas, weight);
    }

    private void converge(String name, String title, String service, int stable, int candidate, int weight) {
        steps.add(ROLLING_OUT, name, title, new StepAction.Converge(service, stable, candidate, weight));
    }
}
