package io.slipway.deploy.domain.state;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

import io.slipway.events.deploy.Acceptance;
import io.slipway.events.deploy.ApplicationEvent;
import io.slipway.events.deploy.BackupObserved;
import io.slipway.events.deploy.ConfigObserved;
import io.slipway.events.deploy.DeployEvent;
import io.slipway.events.deploy.DeploymentEvent;
import io.slipway.events.deploy.DeploymentState;
import io.slipway.events.deploy.DeploymentTransition;
import io.slipway.events.deploy.LineEvent;
import io.slipway.events.deploy.QuarantineEvent;
import io.slipway.events.deploy.StepAction;
import io.slipway.events.deploy.StepEvent;
import io.slipway.events.deploy.pipeline.ApplicationSpec;
import io.slipway.events.deploy.pipeline.BuildSpec;
import io.slipway.events.deploy.pipeline.EnvironmentSpec;
import io.slipway.events.deploy.pipeline.RunSpec;
import io.slipway.events.deploy.pipeline.ServiceSpec;
import io.slipway.events.deploy.view.TransitionView;

/** The state after an event. The only place that changes state. */
public final class Evolution {
    /** A task that nobody took in this time is handed out again. */
    public static final Duration PICK_UP = Duration.ofMinutes(5);

    private Evolution() {}

    public static ApplicationState evolve(ApplicationState before, DeployEvent event, Instant at) {
        ApplicationState state = before.without(at);
        return switch (event) {
            case ApplicationEvent.Applied applied -> applied(state, applied, at);
            case DeploymentEvent.Requested requested -> requested(state, requested, at);
            case DeploymentTransition transition -> moved(state, transition, at);
            case StepEvent.Started started -> starting(step(state, started, at), started);
            case StepEvent step -> step(state, step, at);
            case DeploymentEvent.ArtifactBuilt built ->
                change(state, built, deployment -> deployment.withArtifact(built.service(), built.artifact()));
            case DeploymentEvent.GateEvaluated ignored -> state;
            case DeploymentEvent.ApprovalGiven given ->
                change(state, given, deployment -> deployment.approvedBy(given.approver()));
            case DeploymentEvent.TrafficShifted shifted -> shifted(state, shifted);
            case DeploymentEvent.Paused paused ->
                change(
                        state,
                        paused,
                        deployment -> deployment.paused(paused.by(), paused.reason(), paused.heldBy(), paused.until()));
            case DeploymentEvent.Resumed resumed -> change(state, resumed, deployment -> deployment.resumed(at));
            case ConfigObserved live -> state.withConfig(live.environment(), live.revision());
            case BackupObserved backup -> state.withBackup(backup.environment(), backup.policy(), backup.standing());
            case DeploymentEvent.ConfigPinned pinned ->
                change(state, pinned, deployment -> deployment.pinnedTo(pinned.configRevision()));
            case DeploymentEvent.ConfigKept ignored -> state;
            case DeploymentEvent.GlassBroken broken ->
                change(state, broken, deployment -> deployment.glassBroken(broken.by()));
            case LineEvent.LineStopped line ->
                state.withLine(line.environment(), new StoppedLine(line.by(), line.reason(), at, line.inFlight()));
            case LineEvent.LineResumed line -> state.withLine(line.environment(), null);
            case QuarantineEvent.ArtifactQuarantined bad ->
                state.withLane(bad.environment(), lane -> lane.quarantining(quarantine(bad, at)));
            case QuarantineEvent.ArtifactReleased good ->
                state.withLane(good.environment(), lane -> lane.releasing(good.service(), good.digest()));
            case DeploymentEvent.StatusReported reported -> state.with(new Report(reported, at));
        };
    }

    private static ApplicationState step(ApplicationState state, StepEvent event, Instant at) {
        return change(state, event, deployment -> deployment.withStep(event.step(), old -> step(old, event, at)));
    }

    /** From the moment a service's start is handed out it may be there, whatever becomes of the deployment. */
    private static ApplicationState starting(ApplicationState state, StepEvent.Started event) {
        Deployment deployment = state.deployment(event.deploymentId()).orElseThrow();
        StepAction action = deployment.step(event.step()).orElseThrow().plan().action();
        if (!(action instanceof StepAction.Converge converge) || converge.candidateReplicas() == 0) {
            return state;
        }
        int port = deployment.request().ports().getOrDefault(converge.service(), 0);
        return state.withLane(event.environment(), lane -> lane.starting(converge.service(), port));
    }

    private static ApplicationState shifted(ApplicationState state, DeploymentEvent.TrafficShifted event) {
        ApplicationState changed =
                change(state, event, deployment -> deployment.withWeights(event.service(), event.weights()));
        return event.weights().isEmpty()
                ? changed.withLane(event.environment(), lane -> lane.takenAway(event.service()))
                : changed;
    }

    private static ApplicationState applied(ApplicationState state, ApplicationEvent.Applied event, Instant at) {
        return new ApplicationState(
                state.name(),
                event.revision(),
                event.spec(),
                event.digest(),
                at,
                event.appliedBy(),
                lanes(state, event.spec()),
                state.ended(),
                state.reports(),
                state.stopped(),
                state.configs(),
                state.backups());
    }

    /** A pipeline that no longer goes on there by itself takes the promotions with it that have yet to come. */
    private static Map<String, Lane> lanes(ApplicationState state, ApplicationSpec spec) {
        Map<String, Lane> lanes = new LinkedHashMap<>();
        state.lanes().forEach((environment, lane) -> {
            PendingPromotion pending = lane.promotion();
            boolean stays = pending == null || pending.wanted(spec, environment);
            lanes.put(environment, stays ? lane : lane.withoutPromotion());
        });
        return lanes;
    }

    /** Whoever wants to go back does not want it to go on; and what has gone on need not do so again. */
    private static ApplicationState settlePromotions(ApplicationState state, DeploymentEvent.Requested event) {
        ApplicationState settled =
                event.rollbackTo() == null ? state : state.withLane(event.environment(), Lane::withoutPromotion);
        for (Lane lane : state.lanes().values()) {
            PendingPromotion pending = lane.promotion();
            if (pending != null
                    && pending.deploymentId().equals(event.promotedFrom())
                    && pending.to().equals(event.environment())) {
                settled = settled.withLane(lane.environment(), Lane::withoutPromotion);
            }
        }
        return settled;
    }

    private static ApplicationState requested(ApplicationState state, DeploymentEvent.Requested event, Instant at) {
        EnvironmentSpec settings = state.environment(event.environment()).orElseThrow();
        Lane lane = state.lane(event.environment());
        DeploymentSpec request = new DeploymentSpec(
                event.application(),
                event.deploymentId(),
                event.number(),
                event.version(),
                settings,
                builds(state),
                runs(state, lane, event),
                ports(settings, lane, event),
                event.pipelineRevision(),
                event.requestedBy(),
                at,
                event.reason(),
                event.correlationId(),
                event.chainId(),
                event.rollbackOf(),
                event.rollbackTo(),
                event.promotedFrom(),
                event.source(),
                event.handedOver(),
                event.annotations());
        Deployment deployment = new Deployment(
                request,
                DeploymentState.REQUESTED,
                null,
                null,
                null,
                Set.of(),
                event.artifacts(),
                Map.of(),
                event.plan().stream().map(Step::pending).toList(),
                null,
                null,
                null,
                "",
                List.of(new TransitionView(DeploymentState.REQUESTED, at, event.reason(), event.requestedBy())),
                Closing.NONE,
                null);
        ApplicationState added =
                settlePromotions(state, event).withLane(event.environment(), old -> old.with(deployment));
        String from = event.promotedFrom();
        if (from == null) {
            return added;
        }
        return added.deployment(from)
                .map(source -> added.withLane(
                        source.environment(),
                        old -> old.changing(from, promoted -> promoted.promotedTo(event.deploymentId()))))
                .orElse(added);
    }

    /**
     * A rollback and a promotion run what ran then, the way it ran then, also where the pipeline has changed since; a
     * service that has joined since runs as declared.
     */
    private static Map<String, RunSpec> runs(ApplicationState state, Lane lane, DeploymentEvent.Requested event) {
        if (event.rollbackTo() != null) {
            return lane.release(event.rollbackTo()).map(Release::runs).orElse(Map.of());
        }
        Map<String, RunSpec> runs = new HashMap<>();
        if (state.spec() != null) {
            state.spec().services().forEach(service -> runs.put(service.name(), service.run()));
        }
        if (event.promotedFrom() != null) {
            state.lanes().values().stream()
                    .flatMap(other -> other.release(event.promotedFrom()).stream())
                    .forEach(release -> runs.putAll(release.runs()));
        }
        return runs;
    }

    private static Map<String, BuildSpec> builds(ApplicationState state) {
        return state.spec() == null
                ? Map.of()
                : state.spec().services().stream().collect(Collectors.toMap(ServiceSpec::name, ServiceSpec::build));
    }

    /** A service that has left the pipeline since is reached where it was reached then. */
    private static Map<String, Integer> ports(EnvironmentSpec settings, Lane lane, DeploymentEvent.Requested event) {
        Map<String, Integer> ports = new HashMap<>();
        if (event.rollbackTo() != null) {
            ports.putAll(lane.release(event.rollbackTo()).map(Release::ports).orElse(Map.of()));
        }
        ports.putAll(settings.target().ports());
        return ports;
    }

    private static ApplicationState moved(ApplicationState state, DeploymentTransition event, Instant at) {
        ApplicationState moved = state.withLane(event.environment(), lane -> {
            Lane changed = lane.changing(event.deploymentId(), old -> moved(lane, old, event, at));
            return takes(event)
                    ? changed.takenBy(state.deployment(event.deploymentId()).orElseThrow())
                    : changed;
        });
        ApplicationState ended = event.to().terminal() ? moved.ended(event.deploymentId(), event.to()) : moved;
        if (event.to() != DeploymentState.SUCCEEDED) {
            return ended;
        }
        Deployment winner = ended.deployment(event.deploymentId()).orElseThrow();
        DeploymentSpec request = winner.request();
        Release release = new Release(
                winner.id(),
                winner.version(),
                at,
                winner.artifacts(),
                request.runs(),
                request.ports(),
                request.rollbackTo(),
                order(ended.lane(event.environment()), winner),
                request.source(),
                BuiltCommit.of(ended, winner).orElse(null),
                winner.configRevision());
        return ended.withLane(
                event.environment(),
                lane -> lane.released(
                        release,
                        PendingPromotion.of(winner, at)
                                .filter(next -> ended.spec() != null && next.wanted(ended.spec(), event.environment()))
                                .orElse(null),
                        state.lanes().size()));
    }

    /** A rollback came in reverse; what it brought back keeps the order in which it came at first. */
    private static List<String> order(Lane lane, Deployment winner) {
        String origin = winner.request().rollbackTo();
        return origin == null
                ? winner.started()
                : lane.release(origin).map(Release::order).orElse(List.of());
    }

    private static boolean takes(DeploymentTransition event) {
        return event.from() == DeploymentState.QUEUED && event.to().holdsEnvironment();
    }

    private static Deployment moved(Lane lane, Deployment old, DeploymentTransition event, Instant at) {
        Deployment deployment = takes(event) ? old.takingOverFrom(lane.current().orElse(null)) : old;
        return switch (event) {
            case DeploymentTransition.RollbackStarted back ->
                deployment
                        .rollingBack(
                                back.outcome(),
                                at,
                                back.reason(),
                                back.by(),
                                back.plan().stream().map(Step::pending).toList())
                        .supersededBy(back.supersededBy());
            case DeploymentTransition.Superseded superseded ->
                deployment.moved(event.to(), at, superseded.reason(), null).supersededBy(superseded.supersededBy());
            default -> deployment.moved(event.to(), at, event.reason(), event.by());
        };
    }

    private static Step step(Step old, StepEvent event, Instant at) {
        return switch (event) {
            case StepEvent.Started started ->
                old.started(started.attempt(), at, started.deadline(), old.isTask() ? at.plus(PICK_UP) : null);
            case StepEvent.Claimed claimed -> old.claimed(claimed.worker(), claimed.leaseUntil());
            case StepEvent.LeaseRenewed renewed -> old.renewed(renewed.leaseUntil());
            case StepEvent.LeaseLost lost -> old.progressed(lost.reason(), null);
            case StepEvent.Progressed progressed -> old.progressed(progressed.message(), progressed.percent());
            case StepEvent.Succeeded succeeded -> old.succeeded(at, succeeded.message(), succeeded.output());
            case StepEvent.Failed failed -> old.failed(at, failed.reason(), failed.retryAt(), failed.output());
            case StepEvent.Accepted accepted -> old.accepted(new Acceptance(accepted.by(), accepted.reason()));
            case StepEvent.Skipped skipped -> old.skipped(at, skipped.reason());
        };
    }

    private static Quarantine quarantine(QuarantineEvent.ArtifactQuarantined event, Instant at) {
        return new Quarantine(
                event.service(),
                event.digest(),
                event.deploymentId(),
                event.version(),
                event.because(),
                event.by(),
                at);
    }

    private static ApplicationState change(
            ApplicationState state, DeploymentEvent event, UnaryOperator<Deployment> change) {
        return state.withLane(event.environment(), lane -> lane.changing(event.deploymentId(), change));
    }
}
