package io.slipway.events.config;

import java.time.Instant;
import java.util.List;

import org.jspecify.annotations.Nullable;

import io.slipway.events.Event;
import io.slipway.events.MessageType;
import io.slipway.events.deploy.ClosedBy;
import io.slipway.events.deploy.pipeline.EnvironmentSpec.ApprovalSpec;
import io.slipway.events.deploy.pipeline.InFlight;

/** What happened to an application's configuration. Secrets are in it as ciphertext only. */
public sealed interface ConfigEvent extends Event {
    String application();

    /**
     * @param revision SHA-256 over all documents, 64 hexadecimal digits: the same content is the same revision
     * @param parent the revision it was made from; null for the first
     * @param changes the documents that differ from the parent's
     * @param environments what the revision declares of its environments, in the order in which it is promoted
     */
    @MessageType(value = "io.slipway.config.source.committed.v1", description = "There is a new revision.")
    record Committed(
            String application,
            String revision,
            @Nullable String parent,
            List<DocumentChange> changes,
            List<EnvironmentPolicy> environments,
            String author,
            @Nullable String reason)
            implements ConfigEvent {
        public Committed {
            changes = List.copyOf(changes);
            environments = List.copyOf(environments);
        }
    }

    /**
     * @param previous what the environment has now; null when it has nothing
     * @param approvals how many people have to agree first
     * @param at when it is due; null for as soon as it may
     * @param rollback whether it goes back to an earlier revision
     * @param policies of which each has to be met as well; null and empty ask for nothing
     */
    @MessageType(value = "io.slipway.config.rollout.requested.v1", description = "Somebody asked for a rollout.")
    record RolloutRequested(
            String application,
            String environment,
            String rolloutId,
            String revision,
            @Nullable String previous,
            List<RolloutStage> stages,
            int approvals,
            @Nullable Instant at,
            boolean rollback,
            String requestedBy,
            @Nullable String reason,
            @Nullable List<ApprovalSpec> policies)
            implements ConfigEvent {
        public RolloutRequested {
            stages = List.copyOf(stages);
            policies = policies == null ? null : List.copyOf(policies);
        }

        /** One that asks for a number of people at most. */
        public RolloutRequested(
                String application,
                String environment,
                String rolloutId,
                String revision,
                @Nullable String previous,
                List<RolloutStage> stages,
                int approvals,
                @Nullable Instant at,
                boolean rollback,
                String requestedBy,
                @Nullable String reason) {
            this(
                    application,
                    environment,
                    rolloutId,
                    revision,
                    previous,
                    stages,
                    approvals,
                    at,
                    rollback,
                    requestedBy,
                    reason,
                    null);
        }
    }

    /** @param complete whether nobody is missing any more; null where the number of approvals says so */
    @MessageType(value = "io.slipway.config.rollout.approved.v1", description = "Somebody agreed to a rollout.")
    record RolloutApproved(
            String application,
            String environment,
            String rolloutId,
            String by,
            String contentHash,
            @Nullable String reason,
            @Nullable Boolean complete)
            implements ConfigEvent {}

    /**
     * @param heldBy what closes the environment
     * @param until when the window closes; null for a line, which somebody has to start again
     */
    @MessageType(
            value = "io.slipway.config.rollout.held.v1",
            description = "A rollout waits because its environment is closed, and goes on by itself when it is open.")
    record RolloutHeld(
            String application,
            String environment,
            String rolloutId,
            ClosedBy heldBy,
            String reason,
            @Nullable Instant until)
            implements ConfigEvent {}

    /** @param reason why it could not wait */
    @MessageType(
            value = "io.slipway.config.rollout.glass-broken.v1",
            description = "Somebody lets a rollout go on although its environment is closed.")
    record GlassBroken(String application, String environment, String rolloutId, String by, String reason)
            implements ConfigEvent {}

    /** @param environments all that the application's pipeline declares */
    @MessageType(
            value = "io.slipway.config.calendar.observed.v1",
            description = "Environments are closed to rollouts at other times than before.")
    record CalendarObserved(String application, List<EnvironmentCalendar> environments) implements ConfigEvent {
        public CalendarObserved {
            environments = List.copyOf(environments);
        }
    }

    /** @param inFlight what happens to rollouts under way; null where the line runs again */
    @MessageType(
            value = "io.slipway.config.line.observed.v1",
            description = "The line to an environment was stopped, or runs again.")
    record LineObserved(
            String application,
            String environment,
            String by,
            String reason,
            @Nullable InFlight inFlight) implements ConfigEvent {}

    /** @param stage which of the rollout's stages, from 0 */
    @MessageType(
            value = "io.slipway.config.rollout.advanced.v1",
            description = "A rollout reached more instances: those of the stage get the revision from now on.")
    record RolloutAdvanced(
            String application, String environment, String rolloutId, String revision, int stage, RolloutStage reached)
            implements ConfigEvent {}

    @MessageType(
            value = "io.slipway.config.rollout.completed.v1",
            description = "All instances of the environment get the revision from now on.")
    record RolloutCompleted(
            String application,
            String environment,
            String rolloutId,
            String revision,
            @Nullable String previous) implements ConfigEvent {}

    /** @param outcome how it ended */
    @MessageType(
            value = "io.slipway.config.rollout.ended.v1",
            description = "A rollout ended without reaching all instances; those it reached have what they had before.")
    record RolloutEnded(
            String application,
            String environment,
            String rolloutId,
            Outcome outcome,
            String by,
            @Nullable String reason)
            implements ConfigEvent {
        /** How a rollout can end early. */
        public enum Outcome {
            CANCELLED,
            REJECTED,
            EXPIRED,
            SUPERSEDED,
            /** By itself, because a service level objective was missed while some instances had it. */
            TAKEN_BACK
        }
    }

    /** @param keys wrapped; the first that the environment has */
    @MessageType(
            value = "io.slipway.config.keys.added.v1",
            description = "An environment has data keys, and so secrets can be encrypted for it.")
    record DataKeysAdded(String application, String environment, List<WrappedDataKey> keys, String by)
            implements ConfigEvent {
        public DataKeysAdded {
            keys = List.copyOf(keys);
        }
    }

    /**
     * @param retired the key-encryption key that they needed before
     * @param keys those that were wrapped anew; what they encrypted stays as it is
     */
    @MessageType(
            value = "io.slipway.config.keys.rewrapped.v1",
            description = "Data keys of an environment are wrapped under another key-encryption key.")
    record DataKeysRewrapped(
            String application, String environment, String retired, List<WrappedDataKey> keys, String by)
            implements ConfigEvent {
        public DataKeysRewrapped {
            keys = List.copyOf(keys);
        }
    }

    /**
     * @param instance its name
     * @param desired the revision it should run with
     * @param running the one it says it runs with; null when it has none
     */
    @MessageType(
            value = "io.slipway.config.drift.detected.v1",
            description = "An instance runs with another configuration than it should.")
    record DriftDetected(
            String application,
            String environment,
            String instance,
            @Nullable String service,
            @Nullable String group,
            String desired,
            @Nullable String running,
            Kind kind)
            implements ConfigEvent {
        /** In what it differs. */
        public enum Kind {
            /** It has another revision. */
            REVISION,
            /** It has the revision, and other values than the revision gives it. */
            CONTENT
        }
    }

    @MessageType(
            value = "io.slipway.config.drift.seen.v1",
            description = "An instance was heard of again and still runs with another configuration than it should.")
    record DriftSeen(String application, String environment, String instance) implements ConfigEvent {}

    /** @param instances those whose grace time ended now, sorted */
    @MessageType(
            value = "io.slipway.config.drift.confirmed.v1",
            description = "Instances have run with another configuration for longer than the grace time.")
    record DriftConfirmed(String application, String environment, List<String> instances) implements ConfigEvent {
        public DriftConfirmed {
            instances = List.copyOf(instances);
        }
    }

    /** @param confirmed whether it had lasted longer than the grace time */
    @MessageType(
            value = "io.slipway.config.drift.resolved.v1",
            description = "An instance runs as it should again, or was not heard of any more.")
    record DriftResolved(String application, String environment, String instance, Outcome outcome, boolean confirmed)
            implements ConfigEvent {
        /** How it ended. */
        public enum Outcome {
            AS_DESIRED,
            NOT_HEARD_OF
        }
    }

    @MessageType(
            value = "io.slipway.config.drift.reconciliation-requested.v1",
            description = "Somebody asked the instances of an environment that differ to fetch their configuration.")
    record ReconciliationRequested(
            String application,
            String environment,
            String by,
            @Nullable String reason) implements ConfigEvent {}
}
