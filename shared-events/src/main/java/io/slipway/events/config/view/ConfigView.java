package io.slipway.events.config.view;

import java.time.Instant;
import java.util.List;

import org.jspecify.annotations.Nullable;

import io.slipway.events.Document;
import io.slipway.events.MessageType;
import io.slipway.events.config.RolloutStage;

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
     */
    public record EnvironmentView(
            String name, @Nullable String current, @Nullable RolloutView rollout, List<String> earlier) {
        public EnvironmentView {
            earlier = List.copyOf(earlier);
        }
    }

    /**
     * @param state {@code waiting-for-approval}, {@code scheduled} or {@code rolling-out}
     * @param stages all of it, in order
     * @param reached how many of the stages were reached; an instance of any of these gets it now
     * @param nextAt when it goes on by itself
     * @param approvedBy who agreed so far
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
            boolean rollback) {
        public RolloutView {
            stages = List.copyOf(stages);
            approvedBy = List.copyOf(approvedBy);
        }
    }
}
