package io.slipway.configservice.domain.decide;

import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;

import io.slipway.configservice.domain.state.ConfigState;
import io.slipway.configservice.domain.state.Environment;
import io.slipway.configservice.domain.state.Evolution;
import io.slipway.configservice.domain.state.Hold;
import io.slipway.configservice.domain.state.Rollout;
import io.slipway.events.Refusal;
import io.slipway.events.config.ConfigCommand;
import io.slipway.events.config.ConfigEvent;
import io.slipway.events.config.ConfigEvent.RolloutEnded.Outcome;
import io.slipway.kit.aggregate.Context;
import io.slipway.kit.aggregate.Decider;
import io.slipway.kit.aggregate.Decision;
import io.slipway.kit.aggregate.Directory;
import io.slipway.kit.aggregate.Draft;

/** Decides on the configuration of one application. */
public final class ConfigDecider implements Decider<ConfigState, ConfigCommand, ConfigEvent> {
    private final SourceCheck check;
    private final KeyCheck keyCheck;
    private final Directory directory;
    private final DriftTerms drift;

    /** @param directory who has which role */
    public ConfigDecider(SourceCheck check, KeyCheck keyCheck, Directory directory, DriftTerms drift) {
        this.check = check;
        this.keyCheck = keyCheck;
        this.directory = directory;
        this.drift = drift;
    }

    @Override
    public ConfigState initial(String aggregateId) {
        return ConfigState.initial(aggregateId);
    }

    @Override
    public Decision<ConfigEvent> decide(ConfigState state, ConfigCommand command, Context context) {
        Optional<Refusal> refusal = new Permissions(directory).refuses(command, context.actor());
        if (refusal.isPresent()) {
            return new Decision.Refused<>(refusal.get());
        }
        return switch (command) {
            case ConfigCommand.Commit commit -> new Committing(check).decide(state, commit, context.actor());
            case ConfigCommand.StartRollout start -> rollouts(state, context).start(start);
            case ConfigCommand.AdvanceRollout advance ->
                rollouts(state, context).advance(advance);
            case ConfigCommand.ApproveRollout approve ->
                rollouts(state, context).approve(approve);
            case ConfigCommand.RejectRollout reject ->
                rollouts(state, context).end(reject.rolloutId(), Outcome.REJECTED, reject.reason());
            case ConfigCommand.CancelRollout cancel ->
                rollouts(state, context).end(cancel.rolloutId(), Outcome.CANCELLED, cancel.reason());
            case ConfigCommand.RollBack back -> rollouts(state, context).rollBack(back);
            case ConfigCommand.BreakGlass breaking -> rollouts(state, context).breakGlass(breaking);
            case ConfigCommand.ObserveCalendar calendar ->
                observations(state, context).calendar(calendar);
            case ConfigCommand.ObserveLine line -> observations(state, context).line(line);
            case ConfigCommand.ObserveBreach breach ->
                observations(state, context).breach(breach);
            case ConfigCommand.AddDataKeys add -> new DataKeys(keyCheck).add(state, add, context.actor());
            case ConfigCommand.RewrapDataKeys rewrap -> new DataKeys(keyCheck).rewrap(state, rewrap, context.actor());
            case ConfigCommand.ReportInstance report ->
                drifting(draft(state, context), context).report(report);
            case ConfigCommand.Reconcile reconcile ->
                drifting(draft(state, context), context).reconcile(reconcile);
        };
    }

    @Override
    public Decision<ConfigEvent> onTime(ConfigState state, Context context) {
        Draft<ConfigState, ConfigEvent> draft = draft(state, context);
        drifting(draft, context).passTime();
        return new Rollouts(draft, context).passTime();
    }

    @Override
    public ConfigState evolve(ConfigState state, ConfigEvent event, Instant at) {
        return Evolution.of(state, event, at);
    }

    @Override
    public Optional<Instant> nextDeadline(ConfigState state) {
        Stream<Instant> rollouts = state.environments().values().stream()
                .map(Environment::running)
                .flatMap(Optional::stream)
                .flatMap(ConfigDecider::deadlines);
        return Stream.concat(rollouts, Drifting.deadline(state, drift).stream()).min(Instant::compareTo);
    }

    private static Stream<Instant> deadlines(Rollout rollout) {
        Instant next = rollout.nextAt();
        if (next == null) {
            return Stream.of(Approvals.expiry(rollout));
        }
        Hold hold = rollout.course().hold();
        return Stream.concat(
                hold == null ? Stream.of(next) : Stream.ofNullable(hold.until()),
                Stream.ofNullable(rollout.course().cancelsAt()));
    }

    private Observations observations(ConfigState state, Context context) {
        Draft<ConfigState, ConfigEvent> draft = new Draft<>(this, state, context.now(), directory);
        return new Observations(draft, new Rollouts(draft, context));
    }

    private Rollouts rollouts(ConfigState state, Context context) {
        return new Rollouts(draft(state, context), context);
    }

    private Drifting drifting(Draft<ConfigState, ConfigEvent> draft, Context context) {
        return new Drifting(draft, context, drift);
    }

    private Draft<ConfigState, ConfigEvent> draft(ConfigState state, Context context) {
        return new Draft<>(this, state, context.now(), directory);
    }
}
