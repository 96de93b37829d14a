package io.slipway.events.config;

import java.time.Instant;
import java.util.List;

import org.jspecify.annotations.Nullable;

import io.slipway.events.Command;
import io.slipway.events.ForClients;
import io.slipway.events.ForServices;
import io.slipway.events.MessageType;
import io.slipway.events.deploy.pipeline.InFlight;

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
     * @param breakGlass why it cannot wait although the environment is closed; null where it can
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
            @Nullable String reason,
            @Nullable String breakGlass)
            implements ConfigCommand {
        /** One that keeps out of a closed environment. */
        public StartRollout(
                String application,
                String environment,
                String revision,
                @Nullable Integer percent,
                @Nullable String group,
                @Nullable Instant at,
                @Nullable String reason) {
            this(application, environment, revision, percent, group, at, reason, null);
        }
    }

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

    /** @param reason why it cannot wait; never empty */
    @MessageType(
            value = "io.slipway.config.rollout.break-glass.v1",
            description = "Let a rollout go on although its environment is closed.")
    record BreakGlass(String application, String rolloutId, String reason) implements ConfigCommand {}

    /** @param environments all that the application's pipeline declares */
    @ForServices
    @MessageType(
            value = "io.slipway.config.calendar.observe.v1",
            description = "Take note of when environments are closed to deployments, and so to rollouts.")
    record ObserveCalendar(String application, List<EnvironmentCalendar> environments) implements ConfigCommand {
        public ObserveCalendar {
            environments = List.copyOf(environments);
        }
    }

    /**
     * @param by who stopped the line, or started it again
     * @param inFlight what happens to rollouts under way; null where the line runs again
     */
    @ForServices
    @MessageType(
            value = "io.slipway.config.line.observe.v1",
            description = "Take note of a line that was stopped, or runs again.")
    record ObserveLine(
            String application,
            String environment,
            String by,
            String reason,
            @Nullable InFlight inFlight) implements ConfigCommand {}

    /**
     * @param alertId of the alert
     * @param title of the alert
     * @param at when it was raised
     */
    @ForServices
    @MessageType(
            value = "io.slipway.config.objective.observe.v1",
            description = "Take note of a service level objective that is missed in an environment.")
    record ObserveBreach(String application, String environment, String alertId, String title, Instant at)
            implements ConfigCommand {}

    /** @param keys wrapped under a key of the service; refused when they are not, or when the environment has keys */
    @ForServices
    @MessageType(
            value = "io.slipway.config.keys.add.v1",
            description = "Give an environment the data keys that its secrets are encrypted with.")
    record AddDataKeys(String application, String environment, List<WrappedDataKey> keys) implements ConfigCommand {
        public AddDataKeys {
            keys = List.copyOf(keys);
        }
    }

    /**
     * @param retired the key-encryption key that is to go
     * @param keys the same data keys under another one
     */
    @ForServices
    @MessageType(
            value = "io.slipway.config.keys.rewrap.v1",
            description = "Wrap the data keys of an environment anew, so that an old key-encryption key can go.")
    record RewrapDataKeys(String application, String environment, String retired, List<WrappedDataKey> keys)
            implements ConfigCommand {
        public RewrapDataKeys {
            keys = List.copyOf(keys);
        }
    }

    @MessageType(
            value = "io.slipway.config.drift.reconcile.v1",
            description = "Tell the instances that run with something else to fetch their configuration again.")
    record Reconcile(
            String application,
            String environment,
            @Nullable String reason) implements ConfigCommand {}

    /**
     * What an instance says it runs with, where that is of interest: it differs, or it did before.
     *
     * @param instance its name, unique within the environment
     * @param revision null when it has none
     * @param hash of the values it runs with; null when it does not say
     * @param expectedHash of the values that the service gives it; null when that cannot be told
     */
    @ForServices
    @MessageType(
            value = "io.slipway.config.instance.report.v1",
            description = "An instance says which configuration it runs with.")
    record ReportInstance(
            String application,
            String environment,
            String instance,
            @Nullable String service,
            @Nullable String group,
            @Nullable String revision,
            @Nullable String hash,
            @Nullable String expectedHash)
            implements ConfigCommand {}
}
