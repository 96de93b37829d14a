package io.slipway.kit.topics;

import org.apache.kafka.clients.admin.Admin;
import org.springframework.context.SmartLifecycle;

import io.slipway.events.Topics;
import io.slipway.kit.kafka.KafkaSettings;

/**
 * Checks the cluster and creates the catalogue's topics before anything else of the application starts: its phase is
 * below that of Spring Cloud Stream's output bindings ({@code Integer.MIN_VALUE + 1000}), of the readers and hosts of
 * this kit (around 0), of input bindings ({@code Integer.MAX_VALUE - 1000}) and of the web server. What has to run even
 * before, like a broker in this JVM, takes a phase below {@link #PHASE} or starts before the application context.
 */
public final class ClusterPreparation implements SmartLifecycle {
    public static final int PHASE = Integer.MIN_VALUE + 100;

    private final KafkaSettings settings;
    private final TopicProvisioner provisioner;
    private volatile boolean running;

    public ClusterPreparation(KafkaSettings settings, TopicProvisioner provisioner) {
        this.settings = settings;
        this.provisioner = provisioner;
    }

    /** @throws ClusterUnfitException or {@link TopicMismatchException}: the application does not start */
    @Override
    public void start() {
        try (Admin admin = Admin.create(settings.client("checks"))) {
            ClusterChecks.require(admin);
        }
        provisioner.provision(Topics.withDeadLetters());
        running = true;
    }

    @Override
    public void stop() {
        running = false;
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    @Override
    public int getPhase() {
        return PHASE;
    }
}
