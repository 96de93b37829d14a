package io.slipway.deploy.domain.state;

import java.time.Instant;
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

import io.slipway.events.deploy.Artifact;
import io.slipway.events.deploy.ClosedBy;
import io.slipway.events.deploy.DeploymentState;
import io.slipway.events.deploy.StepAction;
import io.slipway.events.deploy.view.StepStatus;
import io.slipway.events.deploy.view.TransitionView;

/**
 * A deployment as far as it is.
 *
 * @param request what was asked for; never changes
 * @param pausedBy who paused it; null while it goes on
 * @param stable the release it takes over from; null when there is none, and until it holds its environment
 * @param outcome how it ends once its rollback is done
 * @param approvers who agreed
 * @param weights percent of the traffic by deployment id, by service
 * @param message why it is in its state, where there is more to say than the state
 * @param transitions the states it reached, in order; no more than there are states, as none is reached twice
 * @param closing what the closing of its environment means to it
 * @param configRevision the revision of the configuration it rolls out with; null before it does, and where there is none
 */
public record Deployment(
        DeploymentSpec request,
        DeploymentState state,
        @Nullable String pausedBy,
        @Nullable Release stable,
        @Nullable DeploymentState outcome,
        Set<String> approvers,
        Map<String, Artifact> artifacts,
        Map<String, Map<String, Integer>> weights,
        List<Step> steps,
        @Nullable String promotedTo,
        @Nullable String supersededBy,
        @Nullable Instant finishedAt,
        String message,
        List<TransitionView> transitions,
        Closing closing,
        @Nullable String configRevision) {

    public Deployment {
        approvers = Set.copyOf(approvers);
        artifacts = Map.copyOf(artifacts);
        weights = Map.copyOf(weights);
        steps = List.copyOf(steps);
        // A state that was stored before they were kept has none.
        transitions = transitions == null ? List.of() : List.copyOf(transitions);
        closing = closing == null ? Closing.NONE : closing;
    }

    @JsonIgnore
    public String id() {
        return request.id();
    }

    @JsonIgnore
    public String version() {
        return request.version();
    }

    @JsonIgnore
    public String environment() {
        return request.settings().name();
    }

    @JsonIgnore
    public boolean isPaused() {
        return pausedBy != null;
    }

    @JsonIgnore
    public boolean isRollback() {
        return request.rollbackTo() != null;
    }

    /** Whether it waits for a person because a step failed. */
    @JsonIgnore
    public boolean isStuck() {
        return isPaused()
                && current().map(step -> step.status() == StepStatus.FAILED).orElse(false);
    }

    /** Whether it waits for its environment to open, and goes on by itself. */
    @JsonIgnore
    public boolean isHeld() {
        return closing.heldBy() != null;
    }

    /** Whether the closing of its environment is of any matter to it. */
    @JsonIgnore
    public boolean canBeHeld() {
        return !isRollback()
                && closing.brokenBy() == null
                && state != DeploymentState.PROMOTING
                && state != DeploymentState.ROLLING_BACK
                && !state.terminal();
    }

    /** The step that runs, waits for another attempt, or failed and waits for a person. */
    @JsonIgnore
    public Optional<Step> current() {
        return steps.stream()
                .filter(step -> step.status() == StepStatus.RUNNING
                        || step.status() == StepStatus.RETRYING
                        || step.status() == StepStatus.FAILED && step.plan().phase() == state)
                .findFirst();
    }

    /** The next step that has not begun. */
    @JsonIgnore
    public Optional<Step> next() {
        return steps.stream()
                .filter(step -> step.status() == StepStatus.PENDING)
                .findFirst();
    }

    public Optional<Step> step(String stepId) {
        return steps.stream().filter(step -> step.id().equals(stepId)).findFirst();
    }

    /** Whether it may have changed what runs in its environment. */
    @JsonIgnore
    public boolean hasTouchedEnvironment() {
        return steps.stream()
                .anyMatch(step -> step.attempt() > 0
                        && (step.plan().action() instanceof StepAction.Converge
                                || step.plan().action() instanceof StepAction.RestoreConfig));
    }

    /** Services it has begun to start, in the order in which it did. */
    public List<String> started() {
        return steps.stream()
                .filter(step -> step.attempt() > 0)
                .map(step -> step.plan().action())
                .filter(StepAction.Converge.class::isInstance)
                .map(StepAction.Converge.class::cast)
                .filter(converge -> converge.candidateReplicas() > 0)
                .map(StepAction.Converge::service)
                .distinct()
                .toList();
    }

    /** When time has something to say about it. */
    @JsonIgnore
    public Optional<Instant> nextDeadline() {
        if (state.terminal()) {
            return Optional.empty();
        }
        Stream<Step> waiting =
                steps.stream().filter(step -> step.isRunning() || step.status() == StepStatus.RETRYING && !isPaused());
        return Stream.concat(waiting.map(Step::nextDeadline).flatMap(Optional::stream), closingTimes())
                .min(Instant::compareTo);
    }

    /** When its environment opens or closes, as far as it is of any matter to it. */
    private Stream<Instant> closingTimes() {
        if (isHeld() && closing.until() != null) {
            return Stream.concat(
                    Stream.of(closing.until()), Stream.ofNullable(canBeHeld() ? closing.cancelsAt() : null));
        }
        if (!canBeHeld()) {
            return Stream.empty();
        }
        return Stream.concat(
                Stream.ofNullable(closing.cancelsAt()), Stream.ofNullable(isPaused() ? null : closing.pausesAt()));
    }

    public Deployment withStep(String stepId, UnaryOperator<Step> change) {
        List<Step> changed = steps.stream()
                .map(step -> step.id().equals(stepId) ? change.apply(step) : step)
                .toList();
        return withSteps(changed);
    }

    public Deployment withSteps(List<Step> changed) {
        return new Deployment(
                request,
                state,
                pausedBy,
                stable,
                outcome,
                approvers,
                artifacts,
                weights,
                changed,
                promotedTo,
                supersededBy,
                finishedAt,
                message,
                transitions,
                closing,
                configRevision);
    }

    /** In another state; an end ends a pause too, and takes the running step's attempt away. */
    public Deployment moved(DeploymentState to, Instant at, @Nullable String why, @Nullable String by) {
        Instant end = to.terminal() ? at : null;
        String text = why == null ? "" : why;
        List<Step> left =
                to.terminal() ? steps.stream().map(step -> leftOver(step, at)).toList() : steps;
        return new Deployment(
                request,
                to,
                to.terminal() ? null : pausedBy,
                stable,
                outcome,
                approvers,
                artifacts,
                weights,
                left,
                promotedTo,
                supersededBy,
                end,
                text,
                reached(new TransitionView(to, at, why, by)),
                from(to, at),
                configRevision);
    }

    /** Going back: what had not begun is not needed any more, and these steps are. */
    public Deployment rollingBack(DeploymentState end, Instant at, String why, @Nullable String by, List<Step> back) {
        Stream<Step> before = steps.stream().map(step -> leftOver(step, at));
        return new Deployment(
                request,
                DeploymentState.ROLLING_BACK,
                null,
                stable,
                end,
                approvers,
                artifacts,
                weights,
                Stream.concat(before, back.stream()).toList(),
                promotedTo,
                supersededBy,
                null,
                why,
                reached(new TransitionView(DeploymentState.ROLLING_BACK, at, why, by)),
                Closing.NONE,
                configRevision);
    }

    /**
     * @param heldBy what closes the environment, where it goes on by itself
     * @param until when to look again, where that is known
     */
    public Deployment paused(String by, String why, @Nullable ClosedBy heldBy, @Nullable Instant until) {
        return withPause(by, why, closing.held(heldBy, until));
    }

    public Deployment resumed(Instant at) {
        return withPause(
                null,
                "",
                state.holdsEnvironment() ? closing.underWay(request.settings(), at) : closing.held(null, null));
    }

    public Deployment glassBroken(String by) {
        return withPause(pausedBy, message, closing.broken(by));
    }

    public Deployment approvedBy(String approver) {
        Set<String> all = new TreeSet<>(approvers);
        all.add(approver);
        return new Deployment(
                request,
                state,
                pausedBy,
                stable,
                outcome,
                all,
                artifacts,
                weights,
                steps,
                promotedTo,
                supersededBy,
                finishedAt,
                message,
                transitions,
                closing,
                configRevision);
    }

    /** Rolling out with a revision of the configuration. */
    public Deployment pinnedTo(String revision) {
        return new Deployment(
                request,
                state,
                pausedBy,
                stable,
                outcome,
                approvers,
                artifacts,
                weights,
                steps,
                promotedTo,
                supersededBy,
                finishedAt,
                message,
                transitions,
                closing,
                revision);
    }

    public Deployment withArtifact(String service, Artifact artifact) {
        Map<String, Artifact> all = new HashMap<>(artifacts);
        all.put(service, artifact);
        return new Deployment(
                request,
                state,
                pausedBy,
                stable,
                outcome,
                approvers,
                all,
                weights,
                steps,
                promotedTo,
                supersededBy,
                finishedAt,
                message,
                transitions,
                closing,
                configRevision);
    }

    public Deployment withWeights(String service, Map<String, Integer> split) {
        Map<String, Map<String, Integer>> all = new HashMap<>(weights);
        all.put(service, Map.copyOf(split));
        return new Deployment(
                request,
                state,
                pausedBy,
                stable,
                outcome,
                approvers,
                artifacts,
                all,
                steps,
                promotedTo,
                supersededBy,
                finishedAt,
                message,
                transitions,
                closing,
                configRevision);
    }

    public Deployment takingOverFrom(@Nullable Release release) {
        return new Deployment(
                request,
                state,
                pausedBy,
                release,
                outcome,
                approvers,
                artifacts,
                weights,
                steps,
                promotedTo,
                supersededBy,
                finishedAt,
                message,
                transitions,
                closing,
                configRevision);
    }

    public Deployment promotedTo(String deploymentId) {
        return new Deployment(
                request,
                state,
                pausedBy,
                stable,
                outcome,
                approvers,
                artifacts,
                weights,
                steps,
                deploymentId,
                supersededBy,
                finishedAt,
                message,
                transitions,
                closing,
                configRevision);
    }

    public Deployment supersededBy(@Nullable String deploymentId) {
        return new Deployment(
                request,
                state,
                pausedBy,
                stable,
                outcome,
                approvers,
                artifacts,
                weights,
                steps,
                promotedTo,
                deploymentId,
                finishedAt,
                message,
                transitions,
                closing,
                configRevision);
    }

    private Deployment withPause(@Nullable String by, String why, Closing changed) {
        return new Deployment(
                request,
                state,
                by,
                stable,
                outcome,
                approvers,
                artifacts,
                weights,
                steps,
                promotedTo,
                supersededBy,
                finishedAt,
                why,
                transitions,
                changed,
                configRevision);
    }

    /** Whoever takes the environment is under way from then on; an end ends every wait. */
    private Closing from(DeploymentState to, Instant at) {
        if (to.terminal()) {
            return Closing.NONE;
        }
        return state == DeploymentState.QUEUED ? closing.underWay(request.settings(), at) : closing;
    }

    private List<TransitionView> reached(TransitionView transition) {
        return Stream.concat(transitions.stream(), Stream.of(transition)).toList();
    }

    private static Step leftOver(Step step, Instant at) {
        return switch (step.status()) {
            case PENDING -> step.skipped(at, "not needed any more");
            case RUNNING, RETRYING -> step.skipped(at, "stopped");
            case SUCCEEDED, FAILED, SKIPPED -> step;
        };
    }
}
