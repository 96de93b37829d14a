package io.slipway.deploy.domain.plan;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import io.slipway.events.deploy.DeploymentState;
import io.slipway.events.deploy.PlannedStep;
import io.slipway.events.deploy.StepAction;
import io.slipway.events.deploy.StepAction.RestoreConfig;
import io.slipway.events.deploy.pipeline.ApplicationSpec;
import io.slipway.events.deploy.pipeline.ApprovalGroup;
import io.slipway.events.deploy.pipeline.BuildSpec;
import io.slipway.events.deploy.pipeline.EnvironmentSpec;
import io.slipway.events.deploy.pipeline.GateSpec;
import io.slipway.events.deploy.pipeline.ServiceSpec;
import io.slipway.events.deploy.pipeline.VerificationSpec;
import io.slipway.events.deploy.pipeline.VerificationSpec.HttpCheck;

import static io.slipway.events.deploy.DeploymentState.AWAITING_APPROVAL;
import static io.slipway.events.deploy.DeploymentState.BUILDING;
import static io.slipway.events.deploy.DeploymentState.GATES;
import static io.slipway.events.deploy.DeploymentState.PROMOTING;
import static io.slipway.events.deploy.DeploymentState.ROLLING_BACK;
import static io.slipway.events.deploy.DeploymentState.ROLLING_OUT;
import static io.slipway.events.deploy.DeploymentState.VERIFYING;

/**
 * Fixes the steps of a deployment when it is asked for. Steps that turn out not to be needed when their time has come
 * (there is no earlier release to share traffic with, say) are skipped, and say why.
 */
public final class Planner {
    private Planner() {}

    /**
     * @param known services whose artifacts are there already, from the environment before
     * @param running services that run in the environment, or will when it is this deployment's turn
     */
    public static List<PlannedStep> deployment(
            ApplicationSpec application,
            EnvironmentSpec environment,
            String version,
            Set<String> known,
            Set<String> running) {
        StepList steps = new StepList(0);
        List<ServiceSpec> declared = ServiceOrder.of(application.services());
        List<String> services = declared.stream().map(ServiceSpec::name).toList();
        gates(steps, environment);
        declared.stream()
                .filter(service -> !known.contains(service.name()))
                .forEach(service -> build(steps, service, version));
        if (environment.approval() != null) {
            steps.add(
                    AWAITING_APPROVAL,
                    "approval",
                    wait(environment.approval()),
                    new StepAction.AwaitApproval(environment.approval()));
        }
        new RolloutSteps(steps, environment, version, running).add(services);
        verify(steps, environment.verification());
        promote(steps, environment, services, running, next(application, environment));
        return steps.steps();
    }

    /**
     * Back to a release that ran before: no gate, no build, no approval; straight over, checked, done. Services go back
     * in the reverse of the order in which they came then.
     *
     * @param then services of that release, also those that have left the pipeline since
     * @param cameThen the order in which they came; where it does not say, as they depend on each other now
     * @param configuration that goes back first, so that instances start with it; null where it stays
     */
    public static List<PlannedStep> rollback(
            ApplicationSpec application,
            EnvironmentSpec environment,
            String version,
            Set<String> then,
            List<String> cameThen,
            Set<String> running,
            @Nullable RestoreConfig configuration) {
        StepList steps = new StepList(0);
        restore(steps, ROLLING_OUT, configuration);
        Stream<String> now = ServiceOrder.of(application.services()).stream().map(ServiceSpec::name);
        List<String> order = new ArrayList<>(Stream.concat(cameThen.stream(), now)
                .filter(then::contains)
                .distinct()
                .toList());
        then.stream().filter(service -> !order.contains(service)).sorted().forEach(order::add);
        new RolloutSteps(steps, environment, version, running).addSwitch(order.reversed());
        List<HttpCheck> checks = environment.verification().checks().stream()
                .filter(check -> then.contains(check.service()))
                .toList();
        verify(steps, new VerificationSpec(checks, null, Duration.ZERO));
        promote(steps, environment, order, running, null);
        return steps.steps();
    }

    /**
     * What puts an environment back after a deployment failed there.
     *
     * @param begun how many steps the deployment has already
     * @param services those it may have touched, in the order it touched them
     * @param stable version of the previous release; null when there is none
     * @param configuration that the deployment has changed and that goes back too; null where it stays
     */
    public static List<PlannedStep> takeBack(
            EnvironmentSpec environment,
            List<String> services,
            @Nullable String stable,
            @Nullable RestoreConfig configuration,
            int begun) {
        StepList steps = new StepList(begun);
        restore(steps, ROLLING_BACK, configuration);
        services.reversed().forEach(service -> RolloutSteps.addReturn(steps, environment, service, stable));
        return steps.steps();
    }

    /** The environment a success goes on to by itself. */
    static @Nullable String next(ApplicationSpec application, EnvironmentSpec environment) {
        if (environment.promotion() != EnvironmentSpec.Promotion.AUTO) {
            return null;
        }
        List<String> names =
                application.environments().stream().map(EnvironmentSpec::name).toList();
        int next = names.indexOf(environment.name()) + 1;
        return next < names.size() ? names.get(next) : null;
    }

    private static void restore(StepList steps, DeploymentState phase, @Nullable RestoreConfig configuration) {
        if (configuration != null) {
            steps.add(
                    phase,
                    "config",
                    "Put the configuration back to " + Titles.ofRevision(configuration.revision()),
                    configuration);
        }
    }

    private static String wait(EnvironmentSpec.ApprovalSpec approval) {
        int required =
                approval.everyGroup().stream().mapToInt(ApprovalGroup::required).sum();
        return "Wait for " + required + (required == 1 ? " approval" : " approvals");
    }

    private static void gates(StepList steps, EnvironmentSpec environment) {
        boolean declared = environment.gates().stream().anyMatch(GateSpec.OutsideFreeze.class::isInstance);
        Optional<GateSpec> freeze = environment.freeze().isEmpty() || declared
                ? Optional.empty()
                : Optional.of(new GateSpec.OutsideFreeze("outside-freeze"));
        freeze.ifPresent(gate -> gate(steps, gate));
        environment.gates().forEach(gate -> gate(steps, gate));
    }

    private static void gate(StepList steps, GateSpec gate) {
        String title = switch (gate) {
            case GateSpec.PassedIn in -> "Gate " + in.name() + ": has succeeded in " + in.environment();
            case GateSpec.Http http -> "Gate " + http.name() + ": " + http.url() + " answers " + http.status();
            case GateSpec.BackupFresh fresh -> "Gate " + fresh.name() + ": " + Titles.of(fresh);
            case GateSpec.OutsideFreeze freeze -> "Gate " + freeze.name() + ": no freeze window is open";
        };
        steps.add(GATES, "gate-" + gate.name(), title, new StepAction.EvaluateGate(gate));
    }

    private static void build(StepList steps, ServiceSpec service, String version) {
        String verb = switch (service.build()) {
            case BuildSpec.Command ignored -> "Build ";
            case BuildSpec.Prebuilt ignored -> "Take over ";
        };
        steps.add(
                BUILDING,
                "build-" + service.name(),
                verb + service.name() + " " + version,
                new StepAction.Build(service.name()));
    }

    private static void verify(StepList steps, VerificationSpec verification) {
        if (verification.checks().isEmpty()
                && verification.traffic() == null
                && verification.soak().isZero()) {
            return;
        }
        steps.add(VERIFYING, "verify", "Verify: " + Titles.of(verification), new StepAction.Verify(verification));
    }

    private static String after(@Nullable Duration soak) {
        return soak == null ? "" : " once it has served for " + Titles.of(soak);
    }

    /** Retires the previous release; nothing of it is left where there was none. */
    private static void promote(
            StepList steps,
            EnvironmentSpec environment,
            List<String> services,
            Set<String> running,
            @Nullable String next) {
        services.stream()
                .filter(running::contains)
                .forEach(service -> steps.add(
                        PROMOTING,
                        "retire-" + service,
                        "Retire the previous release of " + service,
                        new StepAction.Converge(service, 0, environment.replicas(), 100)));
        running.stream()
                .filter(service -> !services.contains(service))
                .sorted()
                .forEach(gone -> steps.add(
                        PROMOTING,
                        "remove-" + gone,
                        "Take " + gone + " away, it is no service of the release",
                        new StepAction.Converge(gone, 0, 0, 0)));
        steps.add(
                PROMOTING,
                "promote",
                next == null
                        ? "Make it the release of " + environment.name()
                        : "Make it the release of " + environment.name() + " and deploy it to " + next
                                + after(environment.promoteAfter()),
                new StepAction.Promote(next));
    }
}
