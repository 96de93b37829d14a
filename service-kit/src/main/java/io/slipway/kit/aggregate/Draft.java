package io.slipway.kit.aggregate;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

import io.slipway.events.Event;

/** A decision in the making: each event that is emitted shows in the state at once, so that the next can follow it. */
public final class Draft<S, E extends Event> {
    private final Decider<S, ?, E> decider;
    private final Instant now;
    private final Directory directory;
    private final List<E> events = new ArrayList<>();
    private S state;

    /** One in which nobody has a role. */
    public Draft(Decider<S, ?, E> decider, S state, Instant now) {
        this(decider, state, now, Directory.NONE);
    }

    /** @param directory who has which role */
    public Draft(Decider<S, ?, E> decider, S state, Instant now, Directory directory) {
        this.decider = decider;
        this.state = state;
        this.now = now;
        this.directory = directory;
    }

    /** Who has which role. */
    public Directory directory() {
        return directory;
    }

    public void emit(E event) {
        events.add(event);
        state = decider.evolve(state, event, now);
    }

    public S state() {
        return state;
    }

    public Instant now() {
        return now;
    }

    public Decision<E> accepted(@Nullable String subject) {
        return Decision.accepted(events, subject);
    }
}
