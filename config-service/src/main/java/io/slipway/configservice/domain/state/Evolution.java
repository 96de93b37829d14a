package io.slipway.configservice.domain.state;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

import io.slipway.events.config.ConfigEvent;
import io.slipway.events.config.DocumentChange;
import io.slipway.events.config.WrappedDataKey;

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
                change(
                        state,
                        approved.environment(),
                        rollout -> rollout.approvedBy(approved.by(), approved.complete()));
            case ConfigEvent.RolloutAdvanced advanced ->
                change(
                        state,
                        advanced.environment(),
                        rollout -> rollout.reached(advanced.stage(), at, state.closing(advanced.environment())));
            case ConfigEvent.RolloutHeld held ->
                change(
                        state,
                        held.environment(),
                        rollout -> rollout.held(new Hold(held.heldBy(), held.reason(), held.until())));
            case ConfigEvent.GlassBroken broken ->
                change(state, broken.environment(), rollout -> rollout.glassBroken(broken.by()));
            case ConfigEvent.CalendarObserved calendar -> calendar(state, calendar, at);
            case ConfigEvent.LineObserved line -> line(state, line);
            case ConfigEvent.RolloutCompleted completed -> state.with(completed(state, completed, at));
            case ConfigEvent.RolloutEnded ended ->
                state.with(
                        state.environment(ended.environment()).ended(ended.outcome(), at, ended.by(), ended.reason()));
            case ConfigEvent.DataKeysAdded added -> state.with(added.environment(), added.keys());
            case ConfigEvent.DataKeysRewrapped rewrapped -> rewrapped(state, rewrapped);
            case ConfigEvent.DriftDetected found ->
                state.with(List.of(Drift.of(
                        found,
                        state.drift(found.environment(), found.instance()).orElse(null),
                        at)));
            case ConfigEvent.DriftSeen seen ->
                state.with(state.drift(seen.environment(), seen.instance()).map(drift -> drift.seen(at)).stream()
                        .toList());
            case ConfigEvent.DriftConfirmed confirmed ->
                state.with(confirmed.instances().stream()
                        .flatMap(instance -> state.drift(confirmed.environment(), instance).stream())
                        .map(Drift::lastedLonger)
                        .toList());
            case ConfigEvent.DriftResolved resolved -> state.withoutDrift(resolved.environment(), resolved.instance());
            case ConfigEvent.ReconciliationRequested ignored -> state;
        };
    }

    /** What is no longer declared is never closed; a line stays stopped all the same. */
    private static ConfigState calendar(ConfigState state, ConfigEvent.CalendarObserved calendar, Instant at) {
        Map<String, Closing> closings = new TreeMap<>();
        state.closings().forEach((name, closing) -> closings.put(name, closing.with(List.of(), List.of())));
        calendar.environments()
                .forEach(declared -> closings.merge(
                        declared.environment(),
                        Closing.NONE.with(declared.freeze(), declared.breakGlass()),
                        (before, after) -> before.with(after.freeze(), after.breakGlass())));
        ConfigState changed = state.with(closings);
        for (String name : closings.keySet()) {
            changed = change(changed, name, rollout -> rollout.underWay(closings.get(name), at));
        }
        return changed;
    }

    private static ConfigState line(ConfigState state, ConfigEvent.LineObserved line) {
        Map<String, Closing> closings = new TreeMap<>(state.closings());
        closings.put(
                line.environment(),
                state.closing(line.environment())
                        .with(
                                line.inFlight() == null
                                        ? null
                                        : new Closing.Line(line.by(), line.reason(), line.inFlight())));
        return state.with(closings);
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

    private static ConfigState rewrapped(ConfigState state, ConfigEvent.DataKeysRewrapped event) {
        Map<String, WrappedDataKey> anew = event.keys().stream()
                .collect(
                        Collectors.toMap(key -> key.kind() + "/" + key.id(), Function.identity(), (one, other) -> one));
        return state.with(
                event.environment(),
                state.keys().getOrDefault(event.environment(), List.of()).stream()
                        .map(key -> anew.getOrDefault(key.kind() + "/" + key.id(), key))
                        .toList());
    }

    private static Environment completed(ConfigState state, ConfigEvent.RolloutCompleted completed, Instant at) {
        return state.environment(completed.environment())
                .completed(
                        completed.revision(),
                        state.revision(completed.revision())
                                .flatMap(revision -> revision.policy(completed.environment()))
                                .orElse(null),
                        at);
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
                requested.requestedBy(),
                requested.policies(),
                requested.policies() == null || requested.policies().isEmpty() ? null : false,
                null,
                null);
    }

    private static ConfigState change(ConfigState state, String name, UnaryOperator<Rollout> change) {
        Environment environment = state.environment(name);
        return environment
                .running()
                .map(rollout -> state.with(environment.with(change.apply(rollout))))
                .orElse(state);
    }
}
