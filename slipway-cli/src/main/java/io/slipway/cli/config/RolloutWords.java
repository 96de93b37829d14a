package io.slipway.cli.config;

import java.time.Duration;
import java.time.Instant;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

import io.slipway.cli.output.Words;
import io.slipway.events.config.RolloutStage;
import io.slipway.events.config.view.ConfigView.EndedView;
import io.slipway.events.config.view.ConfigView.EnvironmentView;
import io.slipway.events.config.view.ConfigView.RolloutView;
import io.slipway.events.deploy.view.ApprovalView;

/** How a rollout stands, in words. */
final class RolloutWords {
    private RolloutWords() {}

    /** The rollout with this id; what became of it when it is over. */
    static String of(EnvironmentView view, String id, Instant now) {
        @Nullable RolloutView rollout = view.rollout();
        if (rollout != null && rollout.id().equals(id)) {
            return of(rollout, now);
        }
        @Nullable EndedView last = view.last();
        return last != null && last.id().equals(id) ? ended(view.name(), last) : id + " is over";
    }

    static String of(RolloutView rollout, Instant now) {
        String revision = Revisions.brief(rollout.revision());
        return switch (rollout.state()) {
            case "waiting-for-approval" ->
                "revision " + revision + " waits for " + missing(rollout)
                        + "; somebody else agrees with: slipway config approve " + rollout.id();
            case "held" ->
                "revision " + revision + " is held: the environment is closed"
                        + (rollout.hold() == null || rollout.hold().until() == null
                                ? ""
                                : until(rollout.hold().until()))
                        + "; if it cannot wait: slipway config break-glass " + rollout.id();
            case "scheduled" -> "revision " + revision + " begins" + in(rollout.nextAt(), now);
            default ->
                "revision " + revision + " has reached " + reached(rollout) + ", stage " + rollout.reached() + " of "
                        + rollout.stages().size() + "; goes on" + in(rollout.nextAt(), now);
        };
    }

    static String ended(String environment, EndedView ended) {
        String by = ended.by() == null ? "" : " by " + ended.by();
        String why = ended.reason() == null ? "" : ": " + ended.reason();
        return ended.outcome().equals("completed")
                ? "all instances of " + environment + " have revision " + Revisions.brief(ended.revision())
                : "was " + ended.outcome() + by + why + "; " + environment + " has what it had before";
    }

    /** What changes a line of a log; the time that is left does not. */
    static String key(EnvironmentView view, String id) {
        @Nullable RolloutView rollout = view.rollout();
        return rollout != null && rollout.id().equals(id)
                ? rollout.state() + rollout.reached() + rollout.approvedBy()
                : "over";
    }

    private static String missing(RolloutView rollout) {
        @Nullable ApprovalView approval = rollout.approval();
        if (approval == null) {
            return rollout.approvalsNeeded() + (rollout.approvalsNeeded() == 1 ? " approval" : " approvals");
        }
        return approval.groups().stream()
                .filter(group -> group.missing() > 0)
                .map(group -> group.missing()
                        + (group.name().isEmpty() ? "" : " of " + group.name())
                        + (group.mayApprove().isEmpty() ? "" : " (" + String.join(", ", group.mayApprove()) + ")"))
                .collect(Collectors.joining(" and ", "", " to agree"));
    }

    private static String until(Instant until) {
        return ", until " + until;
    }

    private static String reached(RolloutView rollout) {
        return rollout.stages().stream()
                .limit(rollout.reached())
                .map(RolloutWords::stage)
                .collect(Collectors.joining(", "));
    }

    private static String stage(RolloutStage stage) {
        String share = stage.percent() == 100 ? "" : stage.percent() + " % of ";
        return stage.group() == null
                ? stage.percent() == 100 ? "all instances" : stage.percent() + " % of the instances"
                : share + "group " + stage.group();
    }

    private static String in(@Nullable Instant at, Instant now) {
        return at == null || at.isBefore(now) ? " now" : " in " + Words.of(Duration.between(now, at));
    }
}
