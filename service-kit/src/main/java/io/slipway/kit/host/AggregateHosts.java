package io.slipway.kit.host;

import java.util.Collection;
import java.util.List;

import org.springframework.context.SmartLifecycle;

import io.slipway.kit.aggregate.AggregateDefinition;
import io.slipway.kit.kafka.KafkaSettings;

/** The hosts of all kinds of aggregates in this application. They start after the topics are there. */
public final class AggregateHosts implements SmartLifecycle {
    private final List<AggregateHost> hosts;
    private volatile boolean running;

    public AggregateHosts(
            Collection<? extends AggregateDefinition<?, ?, ?>> definitions,
            KafkaSettings settings,
            HostRuntime runtime) {
        this.hosts = definitions.stream()
                .<AggregateHost>map(definition -> new AggregateHost(definition, settings, runtime))
                .toList();
    }

    public List<AggregateHost> hosts() {
        return hosts;
    }

    @Override
    public void start() {
        hosts.forEach(AggregateHost::start);
        running = true;
    }

    @Override
    public void stop() {
        hosts.parallelStream().forEach(AggregateHost::close);
        running = false;
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    @Override
    public int getPhase() {
        return 0;
    }
}
