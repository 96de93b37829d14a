package io.slipway.deploy.domain.decide;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

import io.slipway.deploy.domain.gate.Closures;
import io.slipway.deploy.domain.state.ApplicationState;
import io.slipway.deploy.domain.state.Deployment;
import io.slipway.deploy.domain.state.Step;
import io.slipway.events.deploy.DeployEvent;
import io.slipway.events.deploy.DeploymentState;
import io.slipway.events.deploy.StepAction;
import io.slipway.events.deploy.pipeline.FreezeWindow.OnStart;
import io.slipway.events.deploy.pipeline.InFlight;
import io.slipway.kit.aggregate.Draft;
import io.slipway.kit.closing.Closure;

/**
 * Keeps deployments from changing an environment that is closed, and lets them go on when it is open again. Whatever goes
 * back is exempt, and so is what the glass was broken for.
 */
final class Holds {
    private static final String SELF = "slipway";

    private final Draft<ApplicationState, DeployEvent> draft;

    Holds(Draft<ApplicationState, DeployEvent> draft) {
        this.draft = draft;
    }

    /** Lets those wait whose turn may not come now. */
    void holdQueue(String environment) {
        draft.state().lane(environment).queue().stream()
                .filter(waiting -> !waiting.isPaused())
                .forEach(waiting -> keepsWaiting(waiting).ifPresent(closure -> pause(waiting, closure)));
    }

    /** Whether a closure concerns a deployment that is not under way yet. */
    boolean isClosedTo(Deployment waiting) {
        return waiting.isHeld() || !closures(waiting, draft.now()).isEmpty();
    }

    /** What keeps people from making a deployment go on. */
    Optional<Closure> keepsStill(Deployment deployment) {
        return Closure.longest(closures(deployment, draft.now()).stream()
                .filter(closure -> closure.inFlight() != InFlight.FINISH)
                .toList());
    }

    /** Stops a deployment before its next step, where it has to be; says whether it did. */
    boolean stops(Deployment deployment, Step next) {
        // A gate may always be asked, and has its own answer to a window.
        if (deployment.state() == DeploymentState.QUEUED || next.plan().action() instanceof StepAction.EvaluateGate) {
            return false;
        }
        Optional<Closure> closure =
                inTheWay(deployment, draft.now(), next.plan().phase());
        closure.ifPresent(found -> stop(deployment, found));
        return closure.isPresent();
    }

    /** The line to an environment was stopped just now. */
    void lineStopped(String environment) {
        draft.state().lane(environment).holder().ifPresent(holder -> {
            Optional<Closure> closure = keepsStill(holder);
            boolean cancels =
                    closure.map(found -> found.inFlight() == InFlight.CANCEL).orElse(false);
            if (closure.isPresent() && (cancels || !holder.isPaused())) {
                stop(holder, closure.get());
                new Advance(draft).advance(holder.id());
            }
        });
        holdQueue(environment);
    }

    /** Looks again at those that wait for their environment to open. */
    void lineResumed(String environment) {
        draft.state().lane(environment).deployments().stream()
                .filter(Deployment::isHeld)
                .map(Deployment::id)
                .forEach(this::lookAgain);
        new Advance(draft).startNext(environment);
    }

    /** Does what is due; says whether anything was. */
    boolean due(String id) {
        Deployment deployment = get(id);
        if (passed(deployment.closing().cancelsAt()) && deployment.canBeHeld()) {
            opened(deployment, deployment.closing().cancelsAt());
        } else if (deployment.isHeld() && passed(deployment.closing().until())) {
            lookAgain(id);
        } else if (passed(deployment.closing().pausesAt()) && !deployment.isPaused() && deployment.canBeHeld()) {
            opened(deployment, deployment.closing().pausesAt());
        } else {
            return false;
        }
        return true;
    }

    /** A window opened, maybe while nobody was there to see it; its end is then the next thing that is due. */
    private void opened(Deployment deployment, Instant at) {
        List<Closure> stopping = closures(deployment, at).stream()
                .filter(closure -> closure.inFlight() != InFlight.FINISH)
                .toList();
        Optional<Closure> cancelling = stopping.stream()
                .filter(closure -> closure.inFlight() == InFlight.CANCEL)
                .findFirst();
        cancelling.or(() -> Closure.longest(stopping)).ifPresent(closure -> stop(deployment, closure));
        new Advance(draft).advance(deployment.id());
    }

    private void lookAgain(String id) {
        Deployment held = get(id);
        if (held.state().terminal() || !held.isHeld()) {
            return;
        }
        Optional<Closure> closure = held.state() == DeploymentState.QUEUED
                ? keepsWaiting(held)
                : held.next()
                        .flatMap(next -> inTheWay(held, draft.now(), next.plan().phase()));
        if (closure.isEmpty()) {
            new Steps(draft, held).resumed(SELF);
        } else if (closure.get().by() != held.closing().heldBy()
                || passed(held.closing().until())
                || closure.get().inFlight() == InFlight.CANCEL && held.state() != DeploymentState.QUEUED) {
            stop(held, closure.get());
        }
        if (held.state() == DeploymentState.QUEUED) {
            new Advance(draft).startNext(held.environment());
        } else {
            new Advance(draft).advance(id);
        }
    }

    private Optional<Closure> keepsWaiting(Deployment waiting) {
        return Closure.longest(closures(waiting, draft.now()).stream()
                .filter(closure -> closure.onStart() == OnStart.WAIT)
                .toList());
    }

    private Optional<Closure> inTheWay(Deployment deployment, Instant at, DeploymentState phase) {
        List<Closure> all = closures(deployment, at);
        Optional<Closure> cancelling = all.stream()
                .filter(closure -> closure.inFlight() == InFlight.CANCEL)
                .findFirst();
        // A rollout that has not begun is no work in flight: it must not begin now.
        boolean begins = phase == DeploymentState.ROLLING_OUT && !deployment.hasTouchedEnvironment();
        return cancelling.or(() -> Closure.longest(all.stream()
                .filter(closure -> begins || closure.inFlight() == InFlight.PAUSE)
                .toList()));
    }

    private List<Closure> closures(Deployment deployment, Instant at) {
        return deployment.canBeHeld()
                ? Closures.of(draft.state(), deployment.request().settings(), at)
                : List.of();
    }

    private void stop(Deployment deployment, Closure closure) {
        if (closure.inFlight() == InFlight.CANCEL && deployment.state() != DeploymentState.QUEUED) {
            new Failure(draft).giveUp(deployment, "cancelled: " + closure.why(), DeploymentState.CANCELLED, null);
        } else {
            pause(deployment, closure);
        }
    }

    private void pause(Deployment deployment, Closure closure) {
        new Steps(draft, deployment).held(SELF, closure.why(), closure.by(), closure.until());
    }

    private boolean passed(@Nullable Instant time) {
        return time != null && !time.isAfter(draft.now());
    }

    private Deployment get(String id) {
        return draft.state().deployment(id).orElseThrow();
    }
}
