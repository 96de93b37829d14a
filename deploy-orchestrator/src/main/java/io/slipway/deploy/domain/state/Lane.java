package io.slipway.deploy.domain.state;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import com.fasterxml.jackson.annotation.JsonIgnore;

import io.slipway.events.deploy.DeploymentState;
import io.slipway.events.deploy.StepAction;

/**
 * One environment of an application: who holds it, who waits, what can be gone back to. Who holds it is derived from
 * the deployments' states, so there is no lock that a crash could leave behind.
 *
 * @param lastNumber of the newest deployment
 * @param present port by service: what may run here. A service is in from its first start until it has been taken away,
 *     also where a deployment left it behind
 * @param releases that succeeded, newest first; the first serves
 * @param deployments in the order they were asked for; ended ones stay until the next decision
 * @param quarantined artifacts that were taken back and may not come again, oldest first
 * @param lastTurn never null once read; of the deployment that held the environment last; grows with each that takes it, in whatever order
 * @param promotion of what serves now, once it has served long enough; null where none is to come
 */
public record Lane(
        String environment,
        int lastNumber,
        Map<String, Integer> present,
        List<Release> releases,
        List<Deployment> deployments,
        List<Quarantine> quarantined,
        @Nullable Integer lastTurn,
        @Nullable PendingPromotion promotion) {
    private static final int MAX_RELEASES = 50;
    private static final int MIN_RELEASES = 5;
    /** Artifacts an application may remember in all: its state is read and written as a whole, in one record. */
    private static final int ARTIFACTS = 1000;

    public Lane {
        present = Map.copyOf(present);
        releases = List.copyOf(releases);
        deployments = List.copyOf(deployments);
        // A state from before these were kept has none.
        quarantined = quarantined == null ? List.of() : List.copyOf(quarantined);
        lastTurn = lastTurn == null ? 0 : lastTurn;
    }

    public static Lane empty(String environment) {
        return new Lane(environment, 0, Map.of(), List.of(), List.of(), List.of(), 0, null);
    }

    /** What serves now. */
    @JsonIgnore
    public Optional<Release> current() {
        return releases.stream().findFirst();
    }

    /** The deployment that holds the environment. */
    @JsonIgnore
    public Optional<Deployment> holder() {
        return deployments.stream()
                .filter(deployment -> deployment.state().holdsEnvironment())
                .findFirst();
    }

    /** Those that wait, the next one first: the way back before what is new, else in the order they were asked for. */
    @JsonIgnore
    public List<Deployment> queue() {
        return deployments.stream()
                .filter(deployment -> deployment.state() == DeploymentState.QUEUED)
                .sorted(Comparator.comparing(deployment -> !deployment.isRollback()))
                .toList();
    }

    /** 1 for the next to start; 0 when it does not wait. */
    public int positionOf(String deploymentId) {
        return queue().stream().map(Deployment::id).toList().indexOf(deploymentId) + 1;
    }

    /** Services that may run here, or will once those that hold the environment or wait for it have had their turn. */
    public Set<String> services() {
        Set<String> services = new TreeSet<>(present.keySet());
        deployments.stream()
                .filter(deployment -> !deployment.state().terminal())
                .flatMap(deployment -> deployment.steps().stream())
                .map(step -> step.plan().action())
                .forEach(action -> {
                    if (action instanceof StepAction.Converge converge && converge.candidateReplicas() > 0) {
                        services.add(converge.service());
                    }
                });
        return services;
    }

    public Optional<Release> release(String deploymentId) {
        return releases.stream()
                .filter(release -> release.deploymentId().equals(deploymentId))
                .findFirst();
    }

    /** With a deployment that takes the environment now. */
    public Lane takenBy(Deployment deployment) {
        int turn = Math.max(lastTurn + 1, deployment.request().number());
        return new Lane(environment, lastNumber, present, releases, deployments, quarantined, turn, promotion);
    }

    /** The turn of the deployment that holds the environment: higher than that of each before it. */
    public int turnOf(Deployment holder) {
        // A holder from before turns were counted came in the order of the numbers.
        return Math.max(lastTurn, holder.request().number());
    }

    /** Why an artifact may not come here; empty where it may. */
    public Optional<Quarantine> quarantine(String service, String digest) {
        return quarantined.stream()
                .filter(entry -> entry.holds(service, digest))
                .findFirst();
    }

    public Lane with(Deployment added) {
        List<Deployment> all = new ArrayList<>(deployments);
        all.add(added);
        return new Lane(
                environment, added.request().number(), present, releases, all, quarantined, lastTurn, promotion);
    }

    public Lane changing(String deploymentId, UnaryOperator<Deployment> change) {
        return new Lane(
                environment,
                lastNumber,
                present,
                releases,
                deployments.stream()
                        .map(deployment -> deployment.id().equals(deploymentId) ? change.apply(deployment) : deployment)
                        .toList(),
                quarantined,
                lastTurn,
                promotion);
    }

    public Lane starting(String service, int port) {
        Map<String, Integer> all = new HashMap<>(present);
        all.put(service, port);
        return new Lane(environment, lastNumber, all, releases, deployments, quarantined, lastTurn, promotion);
    }

    public Lane takenAway(String service) {
        Map<String, Integer> left = new HashMap<>(present);
        left.remove(service);
        return new Lane(environment, lastNumber, left, releases, deployments, quarantined, lastTurn, promotion);
    }

    /**
     * With a release that serves from now on in the place of the one before, whose promotion is off.
     *
     * @param next its own promotion, where it has to wait for one
     * @param environments how many the application has; the more, the fewer releases of each can be gone back to
     */
    public Lane released(Release release, @Nullable PendingPromotion next, int environments) {
        int perRelease = Math.max(1, release.artifacts().size()) * Math.max(1, environments);
        int kept = Math.clamp(ARTIFACTS / perRelease, MIN_RELEASES, MAX_RELEASES);
        return new Lane(
                environment,
                lastNumber,
                present,
                Stream.concat(Stream.of(release), releases.stream()).limit(kept).toList(),
                deployments,
                quarantined,
                lastTurn,
                next);
    }

    /** With an artifact in quarantine; once, however often it is taken back. */
    public Lane quarantining(Quarantine entry) {
        List<Quarantine> others = quarantined.stream()
                .filter(other -> !other.holds(entry.service(), entry.digest()))
                .toList();
        return withQuarantined(Stream.concat(others.stream(), Stream.of(entry)).toList());
    }

    public Lane releasing(String service, String digest) {
        return withQuarantined(quarantined.stream()
                .filter(entry -> !entry.holds(service, digest))
                .toList());
    }

    private Lane withQuarantined(List<Quarantine> entries) {
        return new Lane(environment, lastNumber, present, releases, deployments, entries, lastTurn, promotion);
    }

    /** Where what serves now goes on nowhere by itself. */
    public Lane withoutPromotion() {
        return promotion == null
                ? this
                : new Lane(environment, lastNumber, present, releases, deployments, quarantined, lastTurn, null);
    }

    /** Without the deployments that ended before a time. */
    public Lane without(Instant endedBefore) {
        List<Deployment> left = deployments.stream()
                .filter(deployment -> deployment.finishedAt() == null
                        || !deployment.finishedAt().isBefore(endedBefore))
                .toList();
        return left.size() == deployments.size()
                ? this
                : new Lane(environment, lastNumber, present, releases, left, quarantined, lastTurn, promotion);
    }
}
