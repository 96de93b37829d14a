package io.slipway.kit.edge;

import java.util.Map;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/** Down once an input ended that nobody stopped. Belongs to liveness: only a restart brings it back. */
final class EdgeHealth implements HealthIndicator {
    private final EdgeIntakes intakes;

    EdgeHealth(EdgeIntakes intakes) {
        this.intakes = intakes;
    }

    @Override
    public Health health() {
        Map<String, EdgeIntakes.State> states = intakes.states();
        Health.Builder health = states.containsValue(EdgeIntakes.State.BROKEN) ? Health.down() : Health.up();
        return health.withDetails(states).build();
    }
}
