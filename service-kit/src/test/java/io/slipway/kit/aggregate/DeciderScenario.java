package io.slipway.kit.aggregate;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;

import io.slipway.events.Command;
import io.slipway.events.Event;
import io.slipway.events.Refusal;
import io.slipway.events.json.Json;
import io.slipway.events.task.TaskReport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

/**
 * Given, when, then for a decider, with a time of its own and no Kafka. After each step it checks what the host relies
 * on: the fold over all events is the state, and the state comes back equal from JSON.
 *
 * <p>{@code given} and {@code when} differ only in what a failure means: a {@code given} must be accepted.
 */
public final class DeciderScenario<S, C extends Command, E extends Event> {
    /** When a scenario starts unless it says otherwise: a Monday morning. */
    public static final Instant START = Instant.parse("2026-11-23T09:00:00Z");

    private static final int TIMER_LIMIT = 1000;

    private record Happened<E>(E event, Instant at) {}

    private final Decider<S, C, E> decider;
    private final Class<S> stateType;
    private final String aggregateId;
    private final List<Happened<E>> history = new ArrayList<>();
    private Instant now = START;
    private String actor = "tester";
    private int messages;
    private S state;
    private List<E> newest = List.of();
    private @Nullable String subject;
    private @Nullable Refusal refusal;

    private DeciderScenario(Decider<S, C, E> decider, Class<S> stateType, String aggregateId) {
        this.decider = decider;
        this.stateType = stateType;
        this.aggregateId = aggregateId;
        this.state = decider.initial(aggregateId);
    }

    public static <S, C extends Command, E extends Event> DeciderScenario<S, C, E> of(
            Decider<S, C, E> decider, Class<S> stateType, String aggregateId) {
        return new DeciderScenario<>(decider, stateType, aggregateId);
    }

    /** Sets the time. It cannot go back; timers on the way do not fire, see {@link #advance}. */
    public DeciderScenario<S, C, E> at(Instant instant) {
        assertThat(instant).as("time only passes").isAfterOrEqualTo(now);
        now = instant;
        return this;
    }

    /** Who asks from here on. */
    public DeciderScenario<S, C, E> by(String someone) {
        actor = someone;
        return this;
    }

    /** Events that have happened, whatever the decider would say to them. */
    @SafeVarargs
    public final DeciderScenario<S, C, E> given(E... events) {
        for (E event : events) {
            history.add(new Happened<>(event, now));
            state = decider.evolve(state, event, now);
        }
        return verified();
    }

    /** A command that must be accepted. */
    public DeciderScenario<S, C, E> given(C command) {
        return when(command).thenAccepted();
    }

    /** A worker's report that must be accepted. */
    public DeciderScenario<S, C, E> given(TaskReport report) {
        return when(report).thenAccepted();
    }

    public DeciderScenario<S, C, E> when(C command) {
        return take(decider.decide(state, command, context()));
    }

    public DeciderScenario<S, C, E> when(TaskReport report) {
        return take(decider.report(state, report, context()));
    }

    /**
     * Lets time pass. Timers that become due on the way fire in order, each at its own instant, as often as the decider
     * asks; {@link #thenEvents} then sees all they led to.
     */
    public DeciderScenario<S, C, E> advance(Duration duration) {
        Instant end = now.plus(duration);
        List<E> fired = new ArrayList<>();
        for (int count = 0; ; count++) {
            Optional<Instant> due = decider.nextDeadline(state).filter(deadline -> !deadline.isAfter(end));
            if (due.isEmpty()) {
                break;
            }
            assertThat(count).as("timers that fire without an end").isLessThan(TIMER_LIMIT);
            now = due.get().isAfter(now) ? due.get() : now;
            take(decider.onTime(state, context()));
            assertThat(refusal).as("the passing of time cannot be refused").isNull();
            fired.addAll(newest);
        }
        now = end;
        newest = List.copyOf(fired);
        return this;
    }

    /** The newest step was accepted and led to exactly these events. */
    @SafeVarargs
    public final DeciderScenario<S, C, E> thenEvents(E... events) {
        List<E> expected = new ArrayList<>();
        for (E event : events) {
            expected.add(event);
        }
        thenAccepted();
        assertThat(newest).isEqualTo(expected);
        return this;
    }

    /** The newest step was accepted and led to events of exactly these types. */
    @SafeVarargs
    public final DeciderScenario<S, C, E> thenEventTypes(Class<? extends E>... types) {
        List<Object> expected = new ArrayList<>();
        for (Class<? extends E> type : types) {
            expected.add(type);
        }
        thenAccepted();
        assertThat(newest.stream().map(Object::getClass).toList()).isEqualTo(expected);
        return this;
    }

    /** The newest step was accepted and changed nothing. */
    public DeciderScenario<S, C, E> thenNothing() {
        thenAccepted();
        assertThat(newest).isEmpty();
        return this;
    }

    public DeciderScenario<S, C, E> thenAccepted() {
        if (refusal != null) {
            fail("refused: " + refusal);
        }
        return this;
    }

    /** The newest step was refused with this code, and the words are in the detail. */
    public DeciderScenario<S, C, E> thenRefused(Refusal.Code code, String... words) {
        assertThat(refusal).as("refused; events: %s", newest).isNotNull();
        assertThat(refusal.code()).isEqualTo(code);
        assertThat(List.of(words))
                .allSatisfy(word -> assertThat(refusal.detail()).contains(word));
        return this;
    }

    public DeciderScenario<S, C, E> thenSubject(String expected) {
        assertThat(subject).isEqualTo(expected);
        return this;
    }

    public DeciderScenario<S, C, E> thenState(Consumer<S> assertions) {
        assertions.accept(state);
        return this;
    }

    public S state() {
        return state;
    }

    public Instant now() {
        return now;
    }

    /** Why the newest step was refused. */
    public Refusal refusal() {
        assertThat(refusal).as("refused; events: %s", newest).isNotNull();
        return refusal;
    }

    /** What the newest step led to. */
    public List<E> newest() {
        return newest;
    }

    /** All that has happened, in order. */
    public List<E> history() {
        return history.stream().map(Happened::event).toList();
    }

    private Context context() {
        messages++;
        return new Context(now, actor, "message-" + messages, "correlation-" + messages);
    }

    private DeciderScenario<S, C, E> take(Decision<E> decision) {
        switch (decision) {
            case Decision.Accepted<E>(List<E> events, String about) -> {
                refusal = null;
                subject = about;
                newest = events;
                remember(events);
            }
            case Decision.Refused<E>(Refusal why) -> {
                refusal = why;
                subject = null;
                newest = List.of();
            }
        }
        return verified();
    }

    private void remember(List<E> events) {
        for (E event : events) {
            history.add(new Happened<>(event, now));
            state = decider.evolve(state, event, now);
        }
    }

    private DeciderScenario<S, C, E> verified() {
        S folded = decider.initial(aggregateId);
        for (Happened<E> happened : history) {
            folded = decider.evolve(folded, happened.event(), happened.at());
        }
        assertThat(folded).as("the fold over all events").isEqualTo(state);
        S read = Json.mapper().readValue(Json.write(state), stateType);
        assertThat(read).as("the state after a round trip through JSON").isEqualTo(state);
        return this;
    }
}
