package io.slipway.kit.aggregate;

import java.time.Instant;
import java.util.Optional;

import io.slipway.events.Command;
import io.slipway.events.Event;
import io.slipway.events.task.TaskReport;

/**
 * A process manager as pure functions. The host serialises everything of one aggregate, so a decider needs no locks;
 * it sees the time only through {@link Context#now()} and asks for it to pass through {@link #nextDeadline}.
 *
 * <p>A decision must not depend on anything but its arguments, or replay would not lead to the same state.
 *
 * @param <S> the aggregate's state: immutable, and JSON for the store
 * @param <C> the sealed type of its commands
 * @param <E> the sealed type of its events
 */
public interface Decider<S, C extends Command, E extends Event> {

    /** The state of an aggregate nothing has happened to. */
    S initial(String aggregateId);

    /** What a command leads to. */
    Decision<E> decide(S state, C command, Context context);

    /** What a worker's report leads to. Reports of attempts that are over lead to {@link Decision#nothing()}. */
    default Decision<E> report(S state, TaskReport report, Context context) {
        return Decision.nothing();
    }

    /** What the passing of time leads to. Called when {@link #nextDeadline} has come, with {@code now} at or after it. */
    default Decision<E> onTime(S state, Context context) {
        return Decision.nothing();
    }

    /** The state after an event that happened at a time. Total: never refuses, never throws for an event of its own. */
    S evolve(S state, E event, Instant at);

    /** When the aggregate next wants {@link #onTime}. */
    default Optional<Instant> nextDeadline(S state) {
        return Optional.empty();
    }
}
