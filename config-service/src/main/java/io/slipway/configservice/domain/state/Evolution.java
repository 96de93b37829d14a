package io.slipway.configservice.domain.state;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

import io.slipway.events.config.ConfigEvent;
import io.slipway.events.config.DocumentChange;

/** The only place where the state changes: what each event makes of it. */
public final class Evolution {
    private Evolution() {}

    /** The state after an event. Total: an event of this aggregate never fails here. */
    public static ConfigState of(ConfigState state, ConfigEvent event, Instant at) {
        return switch (event) {
            case ConfigEvent.Committed committed -> committed(state, committed, at);
            case ConfigEvent.RolloutRequested requested ->
                state.with(state.environment(requested.environment()).with(rollout(requested, at)));
            case ConfigEvent.RolloutApproved approved ->
                change(state, approved.environment(), rollout -> rollout.approvedBy(approved.by()));
            case ConfigEvent.RolloutAdvanced advanced ->
                change(state, advanced.environment(), rollout -> rollout.reached(advanced.stage(), at));
            case ConfigEvent.RolloutCompleted completed -> state.with(completed(state, completed));
            case ConfigEvent.RolloutEnded ended ->
                state.with(state.environment(ended.environment()).with(null));
        };
    }

    private static ConfigState committed(ConfigState state, ConfigEvent.Committed committed, Instant at) {
        return state.committed(
                new Revision(
                        committed.revision(),
                        committed.parent(),
                        committed.author(),
                        committed.reason(),
                        at,
                        committed.changes().stream().map(DocumentChange::path).toList(),
                        committed.environments()),
                changed(state.documents(), committed.changes()));
    }

    private static Environment completed(ConfigState state, ConfigEvent.RolloutCompleted completed) {
        return state.environment(completed.environment())
                .completed(
                        completed.revision(),
                        state.revision(completed.revision())
                                .flatMap(revision -> revision.policy(completed.environment()))
                                .orElse(null));
    }

    /** The documents after some changes. */
    public static Map<String, String> changed(Map<String, String> documents, Iterable<DocumentChange> changes) {
        Map<String, String> after = new TreeMap<>(documents);
        for (DocumentChange change : changes) {
            if (change.text() == null) {
                after.remove(change.path());
            } else {
                after.put(change.path(), change.text());
            }
        }
        return after;
    }

    private static Rollout rollout(ConfigEvent.RolloutRequested requested, Instant at) {
        return new Rollout(
                requested.rolloutId(),
                requested.environment(),
                requested.revision(),
                requested.previous(),
                requested.stages(),
                -1,
                at,
                requested.approvals(),
                List.of(),
                requested.at(),
                requested.rollback(),
                requested.requestedBy());
    }

    private static ConfigState change(ConfigState state, String name, UnaryOperator<Rollout> change) {
        Environment environment = state.environment(name);
        return environment
                .running()
                .map(rollout -> state.with(environment.with(change.apply(rollout))))
                .orElse(state);
    }
}
