package io.slipway.kit.health;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

import io.slipway.kit.view.ViewReader;

/** Up once the documents in memory show what was there at the start. Belongs to readiness. */
public final class ViewsHealth implements HealthIndicator {
    private final ViewReader reader;

    public ViewsHealth(ViewReader reader) {
        this.reader = reader;
    }

    @Override
    public Health health() {
        boolean caughtUp = reader.caughtUp();
        return (caughtUp ? Health.up() : Health.outOfService())
                .withDetail("caughtUp", caughtUp)
                .build();
    }
}
