package io.slipway.deploy.domain.decide;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;

import io.slipway.deploy.domain.state.ApplicationState;
import io.slipway.deploy.domain.state.Deployment;
import io.slipway.deploy.domain.state.Lane;
import io.slipway.events.deploy.DeployEvent;
import io.slipway.events.deploy.DeploymentState;
import io.slipway.events.deploy.pipeline.QueueSpec.Policy;
import io.slipway.kit.aggregate.Draft;

/**
 * Lets the newest deployment that waits take the place of older ones, where the policy of the queue says so. A rollback
 * takes the place of what waits for a person under every policy.
 */
final class Succession {
    private final Draft<ApplicationState, DeployEvent> draft;

    Succession(Draft<ApplicationState, DeployEvent> draft) {
        this.draft = draft;
    }

    void settle(String environment) {
        Lane lane = draft.state().lane(environment);
        List<Deployment> waiting = lane.queue();
        if (waiting.isEmpty()) {
            return;
        }
        Deployment next = waiting.getFirst();
        Optional<Deployment> idle = lane.holder().filter(Succession::waitsForAPerson);
        if (next.isRollback() && idle.isPresent()) {
            // Which settles the rest too.
            evict(idle.get(), next);
            return;
        }
        Deployment newest = waiting.stream()
                .max(Comparator.comparing(deployment -> deployment.request().number()))
                .orElseThrow();
        Policy policy = newest.request().settings().queue().policy();
        if (policy == Policy.QUEUE || policy == Policy.REJECT) {
            return;
        }
        // What may not start itself must not stop what may, and least of all have it taken back.
        boolean closed = new Holds(draft).isClosedTo(newest);
        waiting.stream()
                .filter(older -> older != newest && !older.isRollback())
                .filter(older -> !closed || older.isHeld())
                .forEach(older -> giveWay(older, newest));
        draft.state()
                .lane(environment)
                .holder()
                .filter(holder -> !closed && givesWay(holder, policy))
                .ifPresent(holder -> evict(holder, newest));
    }

    private void evict(Deployment holder, Deployment newer) {
        giveWay(holder, newer);
        new Advance(draft).advance(holder.id());
    }

    private static boolean givesWay(Deployment holder, Policy policy) {
        return waitsForAPerson(holder)
                || policy == Policy.CANCEL_RUNNING
                        && !isOnItsWayBack(holder)
                        && holder.state() != DeploymentState.PROMOTING;
    }

    /** Nobody may ever come, or not soon; who wants to go back does not have the time. */
    private static boolean waitsForAPerson(Deployment holder) {
        return !isOnItsWayBack(holder)
                && (holder.state() == DeploymentState.AWAITING_APPROVAL || holder.isStuck() || holder.isHeld());
    }

    private static boolean isOnItsWayBack(Deployment holder) {
        return holder.isRollback() || holder.state() == DeploymentState.ROLLING_BACK;
    }

    private void giveWay(Deployment older, Deployment newer) {
        String reason = "superseded by " + newer.id() + " (" + newer.version() + ")";
        new Failure(draft).supersede(older, reason, newer.id());
    }
}
