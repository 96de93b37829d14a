package io.slipway.deploy.verify;

import java.time.Duration;
import java.time.Instant;

/** Time that passes when somebody waits for it, and tells whoever has to do something meanwhile. */
final class FakeTime implements Pace {
    private static final Instant BEGIN = Instant.parse("2026-01-01T00:00:00Z");

    private final Runnable meanwhile;
    private Instant now = BEGIN;

    /** @param meanwhile done at the end of each pause */
    FakeTime(Runnable meanwhile) {
        this.meanwhile = meanwhile;
    }

    @Override
    public Instant now() {
        return now;
    }

    @Override
    public void pause(Duration duration) {
        now = now.plus(duration);
        meanwhile.run();
    }

    Duration passed() {
        return Duration.between(BEGIN, now);
    }
}
