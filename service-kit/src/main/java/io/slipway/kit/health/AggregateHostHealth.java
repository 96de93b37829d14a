package io.slipway.kit.health;

import org.apache.kafka.streams.KafkaStreams;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

import io.slipway.kit.streams.AggregateHost;
import io.slipway.kit.streams.AggregateHosts;

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
        KafkaStreams.State state = host.state();
        return state == KafkaStreams.State.CREATED || state.isRunningOrRebalancing();
    }
}
