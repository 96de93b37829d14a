package io.slipway.configservice.domain.project;

import java.util.Optional;

import org.jspecify.annotations.Nullable;

import io.slipway.configservice.domain.state.ConfigState;
import io.slipway.configservice.domain.state.Rollout;
import io.slipway.events.audit.AuditResource;
import io.slipway.events.config.ConfigEvent;

/** What an event says to an auditor: nothing where nobody did anything. */
final class AuditFacts {
    private static final String SYSTEM = "slipway";

    private AuditFacts() {}

    /** @param actor who did it; null for whoever sent the command */
    record Fact(
            @Nullable String actor,
            String action,
            AuditResource resource,
            @Nullable String detail) {}

    /** @param before the state, in which a rollout that ends still is */
    static Optional<Fact> of(ConfigState before, ConfigEvent event) {
        return Optional.ofNullable(
                switch (event) {
                    case ConfigEvent.Committed e ->
                        new Fact(
                                e.author(),
                                "config.commit",
                                new AuditResource(e.application(), null, null, e.revision(), null),
                                e.reason());
                    case ConfigEvent.RolloutRequested e ->
                        new Fact(
                                e.requestedBy(),
                                e.rollback() ? "config.rollback" : "config.rollout.request",
                                resource(e.application(), e.environment(), e.revision(), e.rolloutId()),
                                e.reason());
                    case ConfigEvent.RolloutApproved e ->
                        new Fact(
                                e.by(),
                                "config.rollout.approve",
                                resource(e.application(), e.environment(), e.contentHash(), e.rolloutId()),
                                e.reason());
                    case ConfigEvent.RolloutAdvanced e ->
                        new Fact(
                                null,
                                "config.rollout.advance",
                                resource(e.application(), e.environment(), e.revision(), e.rolloutId()),
                                "stage " + (e.stage() + 1));
                    case ConfigEvent.RolloutCompleted e ->
                        new Fact(
                                null,
                                "config.rollout.complete",
                                resource(e.application(), e.environment(), e.revision(), e.rolloutId()),
                                null);
                    case ConfigEvent.RolloutEnded e ->
                        new Fact(
                                e.by(),
                                "config.rollout." + ended(e.outcome()),
                                resource(
                                        e.application(),
                                        e.environment(),
                                        before.rollout(e.rolloutId())
                                                .map(Rollout::revision)
                                                .orElse(null),
                                        e.rolloutId()),
                                e.reason());
                    case ConfigEvent.GlassBroken e ->
                        new Fact(
                                e.by(),
                                "config.rollout.break-glass",
                                resource(
                                        e.application(),
                                        e.environment(),
                                        before.rollout(e.rolloutId())
                                                .map(Rollout::revision)
                                                .orElse(null),
                                        e.rolloutId()),
                                e.reason());
                    case ConfigEvent.DataKeysAdded e ->
                        new Fact(e.by(), "config.keys.add", of(e.application(), e.environment()), null);
                    case ConfigEvent.DataKeysRewrapped e ->
                        new Fact(
                                e.by(),
                                "config.keys.rewrap",
                                resource(e.application(), e.environment(), null, e.retired()),
                                e.keys().size() + " keys");
                    case ConfigEvent.ReconciliationRequested e ->
                        new Fact(e.by(), "config.drift.reconcile", of(e.application(), e.environment()), e.reason());
                    case ConfigEvent.DriftConfirmed e ->
                        new Fact(
                                SYSTEM,
                                "config.drift.confirm",
                                of(e.application(), e.environment()),
                                e.instances().size() + " instances");
                    case ConfigEvent.DriftDetected _,
                            ConfigEvent.DriftSeen _,
                            ConfigEvent.DriftResolved _,
                            ConfigEvent.RolloutHeld _,
                            ConfigEvent.CalendarObserved _,
                            ConfigEvent.LineObserved _ -> null;
                });
    }

    private static String ended(ConfigEvent.RolloutEnded.Outcome outcome) {
        return switch (outcome) {
            case CANCELLED -> "cancel";
            case REJECTED -> "reject";
            case EXPIRED -> "expire";
            case SUPERSEDED -> "supersede";
            case TAKEN_BACK -> "take-back";
        };
    }

    private static AuditResource of(String application, String environment) {
        return new AuditResource(application, environment, null, null, null);
    }

    private static AuditResource resource(
            String application, String environment, @Nullable String revision, String id) {
        return new AuditResource(application, environment, null, revision, id);
    }
}
