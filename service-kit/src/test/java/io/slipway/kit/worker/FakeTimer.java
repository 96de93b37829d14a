package io.slipway.kit.worker;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

import io.slipway.kit.time.FakeClock;

/** Runs what is due on the thread of the test, when the test lets time pass. */
final class FakeTimer implements Timer {
    private record Entry(Instant due, Runnable action) {}

    private final FakeClock clock = new FakeClock(Instant.parse("2026-01-01T00:00:00Z"));
    private final List<Entry> entries = new ArrayList<>();

    FakeClock clock() {
        return clock;
    }

    @Override
    public synchronized Cancellable after(Duration delay, Runnable action) {
        Entry entry = new Entry(clock.instant().plus(delay), action);
        entries.add(entry);
        return () -> cancel(entry);
    }

    void pass(Duration duration) {
        Instant end = clock.instant().plus(duration);
        for (Optional<Entry> next = next(end); next.isPresent(); next = next(end)) {
            Entry entry = next.get();
            if (entry.due().isAfter(clock.instant())) {
                clock.advance(Duration.between(clock.instant(), entry.due()));
            }
            entry.action().run();
        }
        clock.advance(Duration.between(clock.instant(), end));
    }

    private synchronized void cancel(Entry entry) {
        entries.remove(entry);
    }

    private synchronized Optional<Entry> next(Instant end) {
        Optional<Entry> next =
                entries.stream().filter(entry -> !entry.due().isAfter(end)).min(Comparator.comparing(Entry::due));
        next.ifPresent(entries::remove);
        return next;
    }
}
