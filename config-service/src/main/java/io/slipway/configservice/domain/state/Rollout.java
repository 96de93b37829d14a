package io.slipway.configservice.domain.state;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

import io.slipway.events.config.RolloutStage;
import io.slipway.events.deploy.pipeline.EnvironmentSpec.ApprovalSpec;

/**
 * A revision on its way into an environment.
 *
 * @param stages in order; the last one is everybody
 * @param reached index of the stage whose instances have it; -1 before the first
 * @param since when it reached that, or when it was asked for
 * @param approvals how many people have to agree
 * @param at when it may begin; null for at once
 * @param policies of which each has to be met as well
 * @param agreed whether they are; null where there are none
 * @param begunAt when the first instances got it
 * @param course what the closing of its environment means to it
 */
public record Rollout(
        String id,
        String environment,
        String revision,
        @Nullable String previous,
        List<RolloutStage> stages,
        int reached,
        Instant since,
        int approvals,
        List<String> approvedBy,
        @Nullable Instant at,
        boolean rollback,
        String requestedBy,
        @Nullable List<ApprovalSpec> policies,
        @Nullable Boolean agreed,
        @Nullable Instant begunAt,
        @Nullable Course course) {
    /**
     * What the closing of its environment means to a rollout.
     *
     * @param hold null while it does not wait
     * @param brokenBy who broke the glass for it
     * @param cancelsAt when the next window opens that cancels what is under way
     */
    public record Course(
            @Nullable Hold hold,
            @Nullable String brokenBy,
            @Nullable Instant cancelsAt) {
        static final Course FREE = new Course(null, null, null);
    }

    public Rollout {
        stages = List.copyOf(stages);
        approvedBy = List.copyOf(approvedBy);
        // A rollout from before there were any has none.
        policies = policies == null ? List.of() : List.copyOf(policies);
        course = course == null ? Course.FREE : course;
    }

    /** Whether enough people have agreed. */
    public boolean approved() {
        return agreed == null ? approvedBy.size() >= approvals : agreed;
    }

    /** Whether some instances have it. */
    public boolean begun() {
        return reached >= 0;
    }

    /** Whether the closing of its environment is of any matter to it. */
    public boolean canBeHeld() {
        return !rollback && course.brokenBy() == null;
    }

    /** When it goes on by itself, if nothing holds it; null while it waits for people. */
    public @Nullable Instant nextAt() {
        if (!approved()) {
            return null;
        }
        if (begun()) {
            return since.plus(stages.get(reached).soak());
        }
        return at == null ? since : at;
    }

    /** The same, agreed to by one more person. */
    Rollout approvedBy(String person, @Nullable Boolean complete) {
        List<String> more = new ArrayList<>(approvedBy);
        more.add(person);
        return with(reached, since, more, complete == null ? agreed : complete, begunAt, course);
    }

    /** The same, one stage further; nothing holds it any more. */
    Rollout reached(int stage, Instant when, Closing closing) {
        Instant first = begunAt == null ? when : begunAt;
        Course free = new Course(null, course.brokenBy(), null);
        return with(stage, when, approvedBy, agreed, first, free).underWay(closing, when);
    }

    /** The same with the windows that cancel it as they are declared now. */
    Rollout underWay(Closing closing, Instant from) {
        Instant cancels = begun() && canBeHeld() ? closing.cancelsAfter(from).orElse(null) : null;
        return with(reached, since, approvedBy, agreed, begunAt, new Course(course.hold(), course.brokenBy(), cancels));
    }

    /** The same, waiting for its environment to open. */
    Rollout held(Hold hold) {
        return with(
                reached, since, approvedBy, agreed, begunAt, new Course(hold, course.brokenBy(), course.cancelsAt()));
    }

    /** The same, to which no closing matters any more. */
    Rollout glassBroken(String by) {
        return with(reached, since, approvedBy, agreed, begunAt, new Course(null, by, null));
    }

    private Rollout with(
            int stage,
            Instant when,
            List<String> people,
            @Nullable Boolean complete,
            @Nullable Instant first,
            Course changed) {
        return new Rollout(
                id,
                environment,
                revision,
                previous,
                stages,
                stage,
                when,
                approvals,
                people,
                at,
                rollback,
                requestedBy,
                policies,
                complete,
                first,
                changed);
    }
}
