package io.slipway.events.config;

import java.time.Instant;
import java.util.List;

import org.jspecify.annotations.Nullable;

import io.slipway.events.Command;
import io.slipway.events.ForClients;
import io.slipway.events.MessageType;

/** A request to the config-service. The Kafka key is {@link #application()}. */
@ForClients
public sealed interface ConfigCommand extends Command {
    String application();

    /**
     * Makes a new revision out of the newest one.
     *
     * @param expected the revision the change was made on; refused as a conflict when another is the newest. Null for the
     *     first revision; a change that does not say what it was made on is refused
     * @param changes the documents that are to be different
     * @param whole whether these are all documents; those that are not named are then deleted
     * @param reason why, for people
     */
    @MessageType(
            value = "io.slipway.config.source.commit.v1",
            description = "Change an application's configuration: makes a new revision, and puts it nowhere yet.")
    record Commit(
            String application,
            @Nullable String expected,
            List<DocumentChange> changes,
            boolean whole,
            @Nullable String reason)
            implements ConfigCommand {
        public Commit {
            changes = List.copyOf(changes);
        }
    }

    /**
     * @param revision what the environment gets
     * @param percent of the instances that get it first; null for all at once
     * @param group of the instances that get it first; null for all at once
     * @param at when; null for now
     */
    @MessageType(
            value = "io.slipway.config.rollout.start.v1",
            description = "Put a revision into an environment: at once, to some instances first, or at a time.")
    record StartRollout(
            String application,
            String environment,
            String revision,
            @Nullable Integer percent,
            @Nullable String group,
            @Nullable Instant at,
            @Nullable String reason)
            implements ConfigCommand {}

    @MessageType(
            value = "io.slipway.config.rollout.advance.v1",
            description = "Let a rollout go on to its next stage, without waiting for its soak to end.")
    record AdvanceRollout(String application, String rolloutId) implements ConfigCommand {}

    /** @param contentHash of what the approver saw; an approval of anything else is refused */
    @MessageType(
            value = "io.slipway.config.rollout.approve.v1",
            description = "Agree to a rollout, to exactly the content that was looked at.")
    record ApproveRollout(
            String application,
            String rolloutId,
            String contentHash,
            @Nullable String reason) implements ConfigCommand {}

    @MessageType(
            value = "io.slipway.config.rollout.reject.v1",
            description = "Refuse a rollout that waits for approval.")
    record RejectRollout(
            String application, String rolloutId, @Nullable String reason) implements ConfigCommand {}

    @MessageType(
            value = "io.slipway.config.rollout.cancel.v1",
            description = "Stop a rollout; the instances it reached go back to the revision before.")
    record CancelRollout(
            String application, String rolloutId, @Nullable String reason) implements ConfigCommand {}

    /**
     * @param revision an earlier one of the environment; null means the one before the present
     * @param until it is refused when it is carried out later than this; null for whenever it comes
     */
    @MessageType(
            value = "io.slipway.config.environment.roll-back.v1",
            description = "Put an earlier revision into an environment, for all instances at once.")
    record RollBack(
            String application,
            String environment,
            @Nullable String revision,
            @Nullable String reason,
            @Nullable Instant until)
            implements ConfigCommand {
        /** Whenever it comes. */
        public RollBack(String application, String environment, @Nullable String revision, @Nullable String reason) {
            this(application, environment, revision, reason, null);
        }
    }
}
