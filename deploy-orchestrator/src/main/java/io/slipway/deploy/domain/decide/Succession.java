package io.slipway.deploy.domain.decide;

import java.util.List;

import io.slipway.deploy.domain.state.ApplicationState;
import io.slipway.deploy.domain.state.Deployment;
import io.slipway.deploy.domain.state.Lane;
import io.slipway.events.deploy.DeployEvent;
import io.slipway.events.deploy.DeploymentState;
import io.slipway.events.deploy.pipeline.QueueSpec.Policy;
import io.slipway.kit.aggregate.Draft;

/** Lets the newest deployment that waits take the place of older ones, where the policy of the queue says so. */
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
        Deployment newest = waiting.getLast();
        Policy policy = newest.request().settings().queue().policy();
        if (policy == Policy.QUEUE || policy == Policy.REJECT) {
            return;
        }
        waiting.stream()
                .filter(older -> older != newest && !older.isRollback())
                .forEach(older -> giveWay(older, newest));
        lane.holder().filter(holder -> givesWay(holder, policy)).ifPresent(holder -> {
            giveWay(holder, newest);
            new Advance(draft).advance(holder.id());
        });
    }

    private static boolean givesWay(Deployment holder, Policy policy) {
        if (holder.isRollback() || holder.state() == DeploymentState.ROLLING_BACK) {
            return false;
        }
        return holder.state() == DeploymentState.AWAITING_APPROVAL
                || holder.isStuck()
                || policy == Policy.CANCEL_RUNNING && holder.state() != DeploymentState.PROMOTING;
    }

    private void giveWay(Deployment older, Deployment newer) {
        String reason = "superseded by " + newer.id() + " (" + newer.version() + ")";
        new Failure(draft).supersede(older, reason, newer.id());
    }
}
