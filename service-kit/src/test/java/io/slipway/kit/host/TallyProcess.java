package io.slipway.kit.host;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.opentelemetry.api.OpenTelemetry;
import io.slipway.kit.kafka.KafkaSettings;

/** The tally's host as a process of its own, which can be killed. */
final class TallyProcess {
    private TallyProcess() {}

    /** Arguments: bootstrap servers, instance id. */
    public static void main(String[] args) throws InterruptedException {
        AggregateHost host = new AggregateHost(
                Tally.definition(),
                new KafkaSettings(
                        args[0], (short) 1, args[1], Map.of("interceptor.classes", HaltInTransaction.class.getName())),
                new HostRuntime(Clock.systemUTC(), new SimpleMeterRegistry(), OpenTelemetry.noop()));
        host.start();
        Thread.currentThread().join();
    }

    static Process start(String bootstrapServers, Path folder, String instance) throws IOException {
        return new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx256m",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-D" + HaltInTransaction.HALTED + "=" + folder,
                        "-cp",
                        System.getProperty("java.class.path"),
                        TallyProcess.class.getName(),
                        bootstrapServers,
                        instance))
                .inheritIO()
                .start();
    }
}
