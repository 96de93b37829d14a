package io.slipway.kit.health;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

import io.slipway.kit.host.AggregateHost;
import io.slipway.kit.host.AggregateHosts;

/** Up while every host works or takes over partitions. Belongs to liveness: a host that has stopped needs a restart. */
public final class AggregateHostHealth implements HealthIndicator {
    private final AggregateHosts hosts;

    public AggregateHostHealth(AggregateHosts hosts) {
        this.hosts = hosts;
    }

    @Override
    public Health health() {
        Health.Builder health =
                hosts.hosts().stream().allMatch(AggregateHostHealth::works) ? Health.up() : Health.down();
        hosts.hosts()
                .forEach(host -> health.withDetail(host.name(), host.state().name()));
        return health.build();
    }

    private static boolean works(AggregateHost host) {
        return host.state().works();
    }
}
