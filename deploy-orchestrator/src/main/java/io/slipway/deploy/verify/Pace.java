package io.slipway.deploy.verify;

import java.time.Duration;
import java.time.Instant;

/** The passing of time as a verification sees it; a test has its own. */
interface Pace {
    Instant now();

    void pause(Duration duration) throws InterruptedException;

    static Pace system() {
        return new Pace() {
            @Override
            public Instant now() {
                return Instant.now();
            }

            @Override
            public void pause(Duration duration) throws InterruptedException {
                Thread.sleep(duration);
            }
        };
    }
}
