package io.slipway.configservice.domain.decide;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

import io.slipway.configservice.domain.state.ConfigState;
import io.slipway.configservice.domain.state.Environment;
import io.slipway.configservice.domain.state.Hold;
import io.slipway.configservice.domain.state.Rollout;
import io.slipway.events.Refusal;
import io.slipway.events.config.ConfigCommand;
import io.slipway.events.config.ConfigEvent;
import io.slipway.events.config.ConfigEvent.RolloutEnded.Outcome;
import io.slipway.events.config.RolloutStage;
import io.slipway.events.deploy.pipeline.InFlight;
import io.slipway.kit.aggregate.Context;
import io.slipway.kit.aggregate.Decision;
import io.slipway.kit.aggregate.Directory;
import io.slipway.kit.aggregate.Draft;
import io.slipway.kit.closing.Closure;

/** Puts revisions into environments, stage by stage. */
final class Rollouts {
    private final Draft<ConfigState, ConfigEvent> draft;
    private final Context context;

    Rollouts(Draft<ConfigState, ConfigEvent> draft, Context context) {
        this.draft = draft;
        this.context = context;
    }

    Decision<ConfigEvent> start(ConfigCommand.StartRollout start) {
        ConfigState state = draft.state();
        Environment environment = state.environment(start.environment());
        Optional<Terms> agreed = state.revision(start.revision()).flatMap(found -> Terms.of(found, environment));
        Optional<Refusal> refusal = refusal(start, environment, agreed);
        if (refusal.isPresent()) {
            return new Decision.Refused<>(refusal.get());
        }
        Terms terms = agreed.orElseThrow();
        environment.running().ifPresent(waiting -> end(waiting, Outcome.SUPERSEDED, "a newer rollout was asked for"));
        String id = id(environment);
        draft.emit(new ConfigEvent.RolloutRequested(
                state.application(),
                start.environment(),
                id,
                start.revision(),
                environment.current(),
                terms.stages(start.percent(), start.group()),
                terms.approvals(),
                start.at(),
                false,
                context.actor(),
                start.reason(),
                terms.policies()));
        if (start.breakGlass() != null) {
            broken(start.environment(), id, start.breakGlass());
        }
        goOn(id);
        return draft.accepted(id);
    }

    /** Somebody with the right role lets a rollout go on although its environment is closed. Approvals stay. */
    Decision<ConfigEvent> breakGlass(ConfigCommand.BreakGlass command) {
        Optional<Rollout> found = draft.state().rollout(command.rolloutId());
        if (found.isEmpty()) {
            return Decision.refused(Refusal.Code.CONFLICT, command.rolloutId() + " is over, or never was");
        }
        Rollout rollout = found.get();
        Optional<Refusal> refusal = glass(rollout.environment(), command.reason());
        if (refusal.isPresent()) {
            return new Decision.Refused<>(refusal.get());
        }
        if (!rollout.canBeHeld()) {
            return Decision.refused(Refusal.Code.CONFLICT, rollout.id() + " needs no broken glass");
        }
        broken(rollout.environment(), rollout.id(), command.reason());
        goOn(rollout.id());
        return draft.accepted(rollout.id());
    }

    private Optional<Refusal> glass(String environment, String reason) {
        return Glass.refuses(
                environment, draft.state().closing(environment), draft.directory(), context.actor(), reason);
    }

    private void broken(String environment, String id, String reason) {
        draft.emit(new ConfigEvent.GlassBroken(draft.state().application(), environment, id, context.actor(), reason));
    }

    private Optional<Refusal> refusal(
            ConfigCommand.StartRollout start, Environment environment, Optional<Terms> agreed) {
        if (start.percent() != null && (start.percent() < 1 || start.percent() > 100)) {
            return Optional.of(
                    Refusal.of(Refusal.Code.INVALID, "percent is " + start.percent() + ", expected 1 to 100"));
        }
        if (draft.state().revision(start.revision()).isEmpty()) {
            return Optional.of(Refusal.of(
                    Refusal.Code.NOT_FOUND,
                    "there is no revision " + start.revision() + " among the newest " + ConfigState.REMEMBERED));
        }
        if (agreed.isEmpty()) {
            return Optional.of(Refusal.of(
                    Refusal.Code.NOT_FOUND,
                    start.revision() + " declares no environment " + start.environment() + " in slipway-config.yaml"));
        }
        if (start.revision().equals(environment.current())) {
            return conflict(start.environment() + " has " + start.revision() + " already");
        }
        Optional<String> never = Approvals.never(agreed.get().policies(), draft.directory(), context.actor());
        if (never.isPresent()) {
            return Optional.of(
                    Refusal.of(Refusal.Code.INVALID, "the approval for " + start.environment() + ": " + never.get()));
        }
        Optional<Refusal> closed =
                start.breakGlass() == null ? closed(start) : glass(start.environment(), start.breakGlass());
        if (closed.isPresent()) {
            return closed;
        }
        Optional<String> missing = notPassed(agreed.get(), start.revision());
        if (missing.isPresent()) {
            return conflict(start.revision() + " was never in " + missing.get() + "; put it there first");
        }
        return environment
                .running()
                .filter(Rollout::begun)
                .flatMap(other ->
                        conflict("rollout " + other.id() + " is on its way; wait for its end, or cancel it first"));
    }

    private Optional<Refusal> closed(ConfigCommand.StartRollout start) {
        boolean later = start.at() != null && start.at().isAfter(context.now());
        return Closings.refusing(draft.state(), start.environment(), later ? start.at() : context.now())
                .flatMap(closure -> conflict(start.environment() + " takes no rollouts "
                        + (later ? "at " + start.at() : "now") + ": " + closure.why()));
    }

    /** Back to what the environment had. A rollout that some instances have seen is what is rolled back first. */
    Decision<ConfigEvent> rollBack(ConfigCommand.RollBack command) {
        if (command.until() != null && context.now().isAfter(command.until())) {
            return Decision.refused(
                    Refusal.Code.CONFLICT,
                    "it was wanted by " + command.until() + ", and nobody waits for it any more");
        }
        Optional<Rollout> halfway =
                draft.state().environment(command.environment()).running().filter(Rollout::begun);
        boolean asItIs = command.revision() != null
                && command.revision()
                        .equals(draft.state().environment(command.environment()).current());
        if (asItIs && halfway.isEmpty()) {
            return draft.accepted(null);
        }
        if ((command.revision() == null || asItIs) && halfway.isPresent()) {
            end(halfway.get(), Outcome.CANCELLED, command.reason());
            return draft.accepted(halfway.get().id());
        }
        return putBack(command);
    }

    private Decision<ConfigEvent> putBack(ConfigCommand.RollBack command) {
        Environment environment = draft.state().environment(command.environment());
        @Nullable
        String target = command.revision() != null
                ? command.revision()
                : environment.earlier().stream().findFirst().orElse(null);
        if (target == null || !environment.earlier().contains(target)) {
            return Decision.refused(
                    Refusal.Code.NOT_FOUND,
                    target == null
                            ? command.environment() + " had no revision before its present one"
                            : command.environment() + " never had " + target);
        }
        environment.running().ifPresent(rollout -> end(rollout, Outcome.SUPERSEDED, "rolled back to " + target));
        String id = id(draft.state().environment(command.environment()));
        draft.emit(new ConfigEvent.RolloutRequested(
                draft.state().application(),
                command.environment(),
                id,
                target,
                environment.current(),
                List.of(RolloutStage.all()),
                0,
                null,
                true,
                context.actor(),
                command.reason()));
        goOn(id);
        return draft.accepted(id);
    }

    Decision<ConfigEvent> approve(ConfigCommand.ApproveRollout approve) {
        Optional<Rollout> found = draft.state().rollout(approve.rolloutId());
        if (found.isEmpty() || found.get().approved()) {
            return notWaiting(approve.rolloutId());
        }
        Rollout rollout = found.get();
        if (!approve.contentHash().equals(rollout.revision())) {
            return Decision.refused(
                    Refusal.Code.CONFLICT,
                    "what was looked at is " + approve.contentHash() + ", what would be rolled out is "
                            + rollout.revision() + "; look at that");
        }
        String person = Directory.principal(context.actor());
        Approvals approvals = new Approvals(rollout, draft.directory());
        Optional<Refusal> refusal = approvals.refuses(context.actor());
        if (refusal.isPresent()) {
            return new Decision.Refused<>(refusal.get());
        }
        if (rollout.approvedBy().stream().map(Directory::principal).anyMatch(person::equals)) {
            return Decision.refused(Refusal.Code.CONFLICT, context.actor() + " has agreed already");
        }
        draft.emit(new ConfigEvent.RolloutApproved(
                draft.state().application(),
                rollout.environment(),
                rollout.id(),
                context.actor(),
                approve.contentHash(),
                approve.reason(),
                approvals.complete(context.actor())));
        goOn(rollout.id());
        return draft.accepted(rollout.id());
    }

    Decision<ConfigEvent> advance(ConfigCommand.AdvanceRollout advance) {
        Optional<Rollout> found = draft.state().rollout(advance.rolloutId());
        if (found.isEmpty() || !found.get().begun()) {
            return Decision.refused(Refusal.Code.CONFLICT, advance.rolloutId() + " is not on its way");
        }
        Optional<Closure> closure = Closings.inTheWay(draft.state(), found.get(), context.now());
        if (closure.isPresent()) {
            return Decision.refused(
                    Refusal.Code.CONFLICT,
                    advance.rolloutId() + " may not go on now: " + closure.get().why());
        }
        reach(found.get(), found.get().reached() + 1);
        return draft.accepted(advance.rolloutId());
    }

    Decision<ConfigEvent> end(String rolloutId, Outcome outcome, @Nullable String reason) {
        Optional<Rollout> found = draft.state().rollout(rolloutId);
        if (found.isEmpty() || (outcome == Outcome.REJECTED && found.get().approved())) {
            return outcome == Outcome.REJECTED
                    ? notWaiting(rolloutId)
                    : Decision.refused(Refusal.Code.CONFLICT, rolloutId + " is over, or never was");
        }
        Optional<Refusal> refusal = outcome == Outcome.REJECTED
                ? new Approvals(found.get(), draft.directory()).refusesRejection(context.actor())
                : Optional.empty();
        if (refusal.isPresent()) {
            return new Decision.Refused<>(refusal.get());
        }
        end(found.get(), outcome, reason);
        return draft.accepted(rolloutId);
    }

    /** Lets every rollout whose time has come go on, and ends those that nobody agreed to in time. */
    Decision<ConfigEvent> passTime() {
        for (Environment environment : draft.state().environments().values()) {
            environment.running().ifPresent(rollout -> {
                if (!rollout.approved() && !context.now().isBefore(Approvals.expiry(rollout))) {
                    end(rollout, Outcome.EXPIRED, "nobody agreed in time");
                } else if (!cancelledByWindow(rollout)) {
                    goOn(rollout.id());
                }
            });
        }
        return draft.accepted(null);
    }

    /** A window opened that takes back what is under way, maybe while nobody was there to see it. */
    private boolean cancelledByWindow(Rollout rollout) {
        Instant opened = rollout.course().cancelsAt();
        if (opened == null || context.now().isBefore(opened)) {
            return false;
        }
        String why = Closings.cancelling(draft.state(), rollout, opened)
                .map(Closure::why)
                .orElse("a freeze window opened");
        end(rollout, Outcome.CANCELLED, "cancelled: " + why);
        return true;
    }

    /** Lets a rollout whose time has come reach its next stage, or wait until its environment is open. */
    void goOn(String id) {
        draft.state()
                .rollout(id)
                .filter(rollout -> rollout.nextAt() != null && !context.now().isBefore(rollout.nextAt()))
                .ifPresent(rollout -> Closings.inTheWay(draft.state(), rollout, context.now())
                        .ifPresentOrElse(
                                closure -> stop(rollout, closure), () -> reach(rollout, rollout.reached() + 1)));
    }

    private void stop(Rollout rollout, Closure closure) {
        if (rollout.begun() && closure.inFlight() == InFlight.CANCEL) {
            end(rollout, Outcome.CANCELLED, "cancelled: " + closure.why());
        } else if (!new Hold(closure.by(), closure.why(), closure.until())
                .equals(rollout.course().hold())) {
            draft.emit(new ConfigEvent.RolloutHeld(
                    draft.state().application(),
                    rollout.environment(),
                    rollout.id(),
                    closure.by(),
                    closure.why(),
                    closure.until()));
        }
    }

    private void reach(Rollout rollout, int stage) {
        String application = draft.state().application();
        if (stage < rollout.stages().size()) {
            draft.emit(new ConfigEvent.RolloutAdvanced(
                    application,
                    rollout.environment(),
                    rollout.id(),
                    rollout.revision(),
                    stage,
                    rollout.stages().get(stage)));
        }
        if (stage >= rollout.stages().size() - 1) {
            draft.emit(new ConfigEvent.RolloutCompleted(
                    application, rollout.environment(), rollout.id(), rollout.revision(), rollout.previous()));
        }
    }

    void end(Rollout rollout, Outcome outcome, @Nullable String reason) {
        draft.emit(new ConfigEvent.RolloutEnded(
                draft.state().application(), rollout.environment(), rollout.id(), outcome, context.actor(), reason));
    }

    /** An environment a revision has to pass first and has not. */
    private Optional<String> notPassed(Terms terms, String revision) {
        return terms.promotedFrom().stream()
                .filter(from -> {
                    Environment earlier = draft.state().environment(from);
                    return !revision.equals(earlier.current())
                            && !earlier.earlier().contains(revision);
                })
                .findFirst();
    }

    private String id(Environment environment) {
        return draft.state().application() + "-" + environment.name() + "-config-" + (environment.rollouts() + 1);
    }

    private static Optional<Refusal> conflict(String detail) {
        return Optional.of(Refusal.of(Refusal.Code.CONFLICT, detail));
    }

    private static Decision<ConfigEvent> notWaiting(String id) {
        return Decision.refused(Refusal.Code.CONFLICT, id + " does not wait for anybody to agree");
    }
}
