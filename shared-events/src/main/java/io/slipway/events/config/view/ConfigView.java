package io.slipway.events.config.view;

import java.time.Instant;
import java.util.List;

import org.jspecify.annotations.Nullable;

import io.slipway.events.Document;
import io.slipway.events.MessageType;
import io.slipway.events.config.RolloutStage;
import io.slipway.events.deploy.view.ApprovalView;
import io.slipway.events.deploy.view.HoldView;

/**
 * An application's configuration: its history, and what each environment has.
 *
 * @param head the newest revision; null before the first
 * @param history newest first
 */
@MessageType(
        value = "io.slipway.config.view.v1",
        description = "The revisions of an application's configuration, and where they are.")
public record ConfigView(
        String application,
        long revision,
        @Nullable String head,
        List<RevisionView> history,
        List<EnvironmentView> environments)
        implements Document {
    public ConfigView {
        history = List.copyOf(history);
        environments = List.copyOf(environments);
    }

    /** The record key. */
    public static String key(String application) {
        return "config/" + application;
    }

    /** @param changed paths of the documents that differ from the parent's */
    public record RevisionView(
            String id,
            @Nullable String parent,
            String author,
            @Nullable String reason,
            Instant at,
            List<String> changed) {
        public RevisionView {
            changed = List.copyOf(changed);
        }
    }

    /**
     * @param current what all instances get, but those that a running rollout has reached; null when nothing was put there
     * @param rollout the one that waits or runs
     * @param earlier what it had before, newest first
     * @param inForce how the present revision came there; null when nothing was put there
     * @param last how the last rollout ended; null when there was none
     */
    public record EnvironmentView(
            String name,
            @Nullable String current,
            @Nullable RolloutView rollout,
            List<String> earlier,
            @Nullable InForceView inForce,
            @Nullable EndedView last) {
        public EnvironmentView {
            earlier = List.copyOf(earlier);
        }
    }

    /**
     * @param since when all instances had it
     * @param approvedBy who agreed to exactly this revision
     */
    public record InForceView(
            String rolloutId, Instant since, String requestedBy, List<String> approvedBy, boolean rollback) {
        public InForceView {
            approvedBy = List.copyOf(approvedBy);
        }
    }

    /**
     * @param outcome {@code completed}, {@code cancelled}, {@code rejected}, {@code expired} or {@code superseded}
     * @param by who ended it; null when it completed
     */
    public record EndedView(
            String id,
            String revision,
            String outcome,
            Instant at,
            @Nullable String by,
            @Nullable String reason) {}

    /**
     * @param state {@code waiting-for-approval}, {@code scheduled}, {@code held} or {@code rolling-out}
     * @param stages all of it, in order
     * @param reached how many of the stages were reached; an instance of any of these gets it now
     * @param nextAt when it goes on by itself
     * @param approvedBy who agreed so far
     * @param hold what closes the environment, where that is why it waits
     * @param approval who agreed and who is missing, where groups have to agree
     */
    public record RolloutView(
            String id,
            String revision,
            String state,
            List<RolloutStage> stages,
            int reached,
            @Nullable Instant nextAt,
            int approvalsNeeded,
            List<String> approvedBy,
            String requestedBy,
            boolean rollback,
            @Nullable HoldView hold,
            @Nullable ApprovalView approval) {
        public RolloutView {
            stages = List.copyOf(stages);
            approvedBy = List.copyOf(approvedBy);
        }

        /** One that nothing holds, and no group has to agree to. */
        public RolloutView(
                String id,
                String revision,
                String state,
                List<RolloutStage> stages,
                int reached,
                @Nullable Instant nextAt,
                int approvalsNeeded,
                List<String> approvedBy,
                String requestedBy,
                boolean rollback) {
            this(
                    id,
                    revision,
                    state,
                    stages,
                    reached,
                    nextAt,
                    approvalsNeeded,
                    approvedBy,
                    requestedBy,
                    rollback,
                    null,
                    null);
        }
    }
}
