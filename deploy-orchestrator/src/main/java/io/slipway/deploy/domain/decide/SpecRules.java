package io.slipway.deploy.domain.decide;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import io.slipway.events.Violation;
import io.slipway.events.deploy.pipeline.ApplicationSpec;
import io.slipway.events.deploy.pipeline.BuildSpec;
import io.slipway.events.deploy.pipeline.EnvironmentSpec;
import io.slipway.events.deploy.pipeline.EnvironmentSpec.ApprovalSpec;
import io.slipway.events.deploy.pipeline.EnvironmentSpec.Promotion;
import io.slipway.events.deploy.pipeline.FreezeWindow;
import io.slipway.events.deploy.pipeline.GateSpec;
import io.slipway.events.deploy.pipeline.RunSpec;
import io.slipway.events.deploy.pipeline.ServiceSpec;
import io.slipway.events.deploy.pipeline.StrategySpec;
import io.slipway.events.deploy.pipeline.TrafficThresholds;
import io.slipway.events.deploy.pipeline.TriggerSpec;
import io.slipway.kit.aggregate.Directory;
import io.slipway.kit.approval.Quorum;
import io.slipway.kit.closing.FreezeCalendar;

/**
 * What a specification has to fulfil for a deployment to be decidable. The file is checked with lines and columns before
 * it becomes a command; this is for commands that come straight from Kafka. One use.
 */
final class SpecRules {
    private static final int MAX_REPLICAS = 1000;
    /** Longer is a mistake, and would overflow a date somewhere. */
    private static final Duration LONGEST_SOAK = Duration.ofDays(366);

    private final ApplicationSpec spec;
    private final Directory directory;
    private final List<Violation> faults = new ArrayList<>();

    SpecRules(ApplicationSpec spec, Directory directory) {
        this.spec = spec;
        this.directory = directory;
    }

    List<Violation> check() {
        must(!spec.services().isEmpty(), "services", "at least one service is needed");
        must(!spec.environments().isEmpty(), "environments", "at least one environment is needed");
        unique(spec.services().stream().map(ServiceSpec::name).toList(), "services");
        unique(spec.environments().stream().map(EnvironmentSpec::name).toList(), "environments");
        spec.services().forEach(this::service);
        for (int i = 0; i < spec.triggers().size(); i++) {
            trigger(spec.triggers().get(i), "triggers[" + i + "]");
        }
        for (int i = 0; i < spec.environments().size(); i++) {
            EnvironmentSpec environment = spec.environments().get(i);
            String path = "environments[" + i + "]";
            if (complete(environment, path)) {
                environment(environment, path);
            }
        }
        return faults;
    }

    private void service(ServiceSpec service) {
        String path = "services[" + spec.services().indexOf(service) + "]";
        RunSpec run = service.run();
        must(service.build() != null, path + ".build", "is needed");
        must(
                run != null && run.health() != null && run.health().path() != null && run.stopTimeout() != null,
                path + ".run",
                "is needed, with health and stopTimeout");
        Set<String> names = spec.services().stream().map(ServiceSpec::name).collect(Collectors.toSet());
        service.dependsOn()
                .forEach(other -> must(names.contains(other), path + ".dependsOn", "there is no service " + other));
        must(!needs(service.name(), service, new HashSet<>()), path + ".dependsOn", "depends on itself");
    }

    /** An event brings one image or one source: a deployment it starts must need no more. */
    private void trigger(TriggerSpec trigger, String path) {
        switch (trigger) {
            case TriggerSpec.ArtifactPublished published ->
                must(
                        spec.services().size() == 1
                                && spec.services().getFirst().name().equals(published.service())
                                && spec.services().getFirst().build() instanceof BuildSpec.Prebuilt
                                && published.repository() != null,
                        path,
                        "needs a repository, and a prebuilt service that is the only one");
            case TriggerSpec.ChangeMerged merged ->
                must(
                        merged.repository() != null
                                && merged.url() != null
                                && merged.ref() != null
                                && spec.services().stream()
                                        .allMatch(service -> service.build() instanceof BuildSpec.Command),
                        path,
                        "needs repository, url and ref, and services that are built by a command");
        }
    }

    private boolean needs(String goal, ServiceSpec service, Set<String> seen) {
        return service.dependsOn().stream()
                .anyMatch(name -> Objects.equals(name, goal)
                        || seen.add(name)
                                && spec.services().stream()
                                        .filter(other -> Objects.equals(other.name(), name))
                                        .anyMatch(other -> needs(goal, other, seen)));
    }

    private boolean complete(EnvironmentSpec environment, String path) {
        boolean complete = Stream.of(
                                environment.name(),
                                environment.target(),
                                environment.strategy(),
                                environment.verification(),
                                environment.timeouts(),
                                environment.retry(),
                                environment.promotion(),
                                environment.onFailure())
                        .allMatch(Objects::nonNull)
                && Stream.of(
                                environment.timeouts().build(),
                                environment.timeouts().rollout(),
                                environment.timeouts().verification(),
                                environment.retry().backoff(),
                                environment.verification().soak())
                        .allMatch(duration -> duration != null && !duration.isNegative());
        must(complete, path, "target, strategy, verification, timeouts, retry, promotion and onFailure are needed");
        return complete;
    }

    private void environment(EnvironmentSpec environment, String path) {
        must(
                environment.replicas() >= 1 && environment.replicas() <= MAX_REPLICAS,
                path + ".replicas",
                "has to be 1 to " + MAX_REPLICAS);
        must(environment.retry().attempts() >= 1, path + ".retry.attempts", "has to be at least 1");
        spec.services()
                .forEach(service -> must(
                        environment.target().ports().containsKey(service.name()),
                        path + ".target.ports",
                        "has no port for " + service.name()));
        unique(environment.gates().stream().map(GateSpec::name).toList(), path + ".gates");
        environment.freeze().forEach(window -> freeze(window, path + ".freeze"));
        environment.gates().forEach(gate -> gate(gate, path + ".gates"));
        strategy(environment.strategy(), path + ".strategy");
        thresholds(environment.verification().traffic(), path + ".verification.traffic");
        approval(environment.approval(), path + ".approval");
        must(
                environment.queue().policy() != null && environment.queue().limit() >= 1,
                path + ".queue",
                "a policy and a limit of at least 1 are needed");
        promoteAfter(environment, path + ".promoteAfter");
    }

    private void promoteAfter(EnvironmentSpec environment, String path) {
        if (environment.promoteAfter() == null) {
            return;
        }
        must(
                !environment.promoteAfter().isNegative()
                        && environment.promoteAfter().compareTo(LONGEST_SOAK) <= 0,
                path,
                "has to be at most " + LONGEST_SOAK.toDays() + " days");
        must(environment.promotion() == Promotion.AUTO, path, "nothing goes on by itself without promotion: auto");
    }

    private void strategy(StrategySpec strategy, String path) {
        switch (strategy) {
            case StrategySpec.Rolling(int batch) -> must(batch >= 1, path + ".batch", "has to be at least 1");
            case StrategySpec.Canary(var steps) -> {
                int before = 0;
                for (StrategySpec.Canary.Step step : steps) {
                    must(
                            step.weight() > before && step.weight() < 100,
                            path + ".steps",
                            "weights have to grow and stay between 1 and 99");
                    must(step.pause() != null && !step.pause().isNegative(), path + ".steps", "a pause is needed");
                    thresholds(step.analysis(), path + ".steps");
                    before = step.weight();
                }
            }
            case StrategySpec.Recreate ignored -> {}
            case StrategySpec.BlueGreen ignored -> {}
        }
    }

    /** With no request nobody can tell, so a verdict on none would be a guess. */
    private void thresholds(@Nullable TrafficThresholds traffic, String path) {
        if (traffic == null) {
            return;
        }
        must(traffic.window() != null && !traffic.window().isNegative(), path, "an analysis needs a window");
        must(traffic.minRequests() >= 1, path + ".minRequests", "has to be at least 1");
        must(
                traffic.successRate() >= 0 && traffic.successRate() <= 1,
                path + ".successRate",
                "has to be between 0 and 1");
    }

    private void gate(GateSpec gate, String path) {
        if (gate instanceof GateSpec.Http http) {
            must(http.url() != null && http.timeout() != null, path, "an http gate needs url and timeout");
        }
        if (gate instanceof GateSpec.BackupFresh fresh && fresh.maxAge() != null) {
            must(fresh.maxAge().isPositive(), path + ".maxAge", "has to be longer than nothing");
        }
    }

    private void freeze(FreezeWindow window, String path) {
        boolean complete = window.schedule() != null && window.duration() != null && window.timeZone() != null;
        must(complete, path, "schedule, duration and timeZone are needed");
        if (complete) {
            FreezeCalendar.faultOf(window.schedule())
                    .ifPresent(fault -> must(false, path, "not five fields of Unix cron: " + fault));
        }
    }

    private void approval(@Nullable ApprovalSpec approval, String path) {
        if (approval == null) {
            return;
        }
        must(
                approval.everyGroup().stream().allMatch(group -> group.name() != null && group.required() >= 1),
                path + ".required",
                "has to be at least 1, and a group needs a name");
        must(approval.expires() != null, path + ".expires", "is needed");
        new Quorum(approval, directory, null).fault().ifPresent(fault -> must(false, path + ".approvers", fault));
    }

    private void unique(List<String> names, String path) {
        must(names.stream().allMatch(name -> name != null && !name.isBlank()), path, "each needs a name");
        must(new HashSet<>(names).size() == names.size(), path, "a name is there twice");
    }

    private void must(boolean holds, String path, String message) {
        if (!holds) {
            faults.add(new Violation(path, 0, 0, message));
        }
    }
}
