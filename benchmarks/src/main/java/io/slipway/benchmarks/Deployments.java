package io.slipway.benchmarks;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;

import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;

import io.slipway.deploy.pipeline.ParsedPipeline;
import io.slipway.deploy.pipeline.PipelineParser;
import io.slipway.events.Command;
import io.slipway.events.Envelope;
import io.slipway.events.Topics;
import io.slipway.events.deploy.DeployCommand;
import io.slipway.events.deploy.SourceRef;
import io.slipway.events.deploy.pipeline.ApplicationSpec;
import io.slipway.events.json.MessageCatalogue;
import io.slipway.events.kafka.EnvelopeSerializer;
import io.slipway.kit.aggregate.Directory;

/**
 * Deployments of four steps that do nothing (build, rollout, verification, notification), each of an application of its
 * own, so that none waits for another. Open loop: they start on time however slow the earlier ones are, and the time
 * counts from when each was due (no coordinated omission).
 */
final class Deployments implements AutoCloseable {
    private static final Duration LIMIT = Duration.ofMinutes(3);
    private static final String PIPELINE = """
            apiVersion: slipway.io/v1
            kind: Application
            metadata: {name: bench}
            spec:
              services:
                - name: web
                  build: {driver: command, command: [./build.sh], output: dist}
                  run: {command: [./run.sh]}
              environments:
                - name: production
                  target: {driver: process, ports: {web: 1}}
                  strategy: {type: recreate}
                  verification: {checks: [{name: up, service: web, path: /}]}
              notifications:
                - {channel: log, states: [succeeded]}
            """;

    /** @param eventsEach records on the events topic for each deployment */
    record Result(int count, double perSecond, Samples latencies, double eventsEach) {}

    private final KafkaProducer<String, Envelope<?>> producer;
    private final Outcomes outcomes;
    private final ApplicationSpec pipeline;
    private int applications;

    Deployments(Server server) throws IOException {
        producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", server.bootstrapServers(), "linger.ms", 0, "acks", "all"),
                new StringSerializer(),
                new EnvelopeSerializer());
        outcomes = new Outcomes(server.bootstrapServers());
        pipeline = ((ParsedPipeline.Valid) new PipelineParser(Directory.NONE).parse(PIPELINE.getBytes())).spec();
    }

    /**
     * Deploys the same applications again and again, so that what is measured afterwards is neither compiled meanwhile nor
     * crowded by thousands of applications that nobody has.
     *
     * @param rounds how often each is deployed
     */
    void warmUp(int applicationCount, int rounds, double perSecond) throws InterruptedException {
        List<String> names = declare(applicationCount);
        for (int round = 1; round <= rounds; round++) {
            run(names, "0." + round + ".0", perSecond);
        }
    }

    /** @param perSecond how many start each second; 0 for all at once */
    Result run(int count, double perSecond) throws InterruptedException {
        return run(declare(count), "1.0.0", perSecond);
    }

    private Result run(List<String> names, String version, double perSecond) throws InterruptedException {
        int count = names.size();
        outcomes.reset();
        long begin = System.nanoTime();
        for (int i = 0; i < count; i++) {
            long due = perSecond == 0 ? begin : begin + (long) (i * 1e9 / perSecond);
            while (System.nanoTime() < due) {
                LockSupport.parkNanos(due - System.nanoTime());
            }
            outcomes.begun(names.get(i), due);
            send(new DeployCommand.Start(
                    names.get(i), null, version, new SourceRef(null, null, "/src"), Map.of(), null));
        }
        outcomes.awaitNotified(count, LIMIT);
        double seconds = (outcomes.lastNotified() - begin) / 1e9;
        return new Result(count, count / seconds, outcomes.latencies(), (double) outcomes.events() / count);
    }

    @Override
    public void close() {
        outcomes.close();
        producer.close();
    }

    private List<String> declare(int count) throws InterruptedException {
        List<String> names = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            String name = "bench-" + ++applications;
            names.add(name);
            send(new DeployCommand.Apply(
                    name,
                    new ApplicationSpec(name, pipeline.services(), pipeline.environments(), pipeline.notifications()),
                    "sha256:" + "0".repeat(64)));
        }
        outcomes.awaitDeclared(applications, LIMIT);
        return names;
    }

    private <C extends Command> void send(C command) {
        String application = ((DeployCommand) command).application();
        String id = UUID.randomUUID().toString();
        Envelope<C> envelope = new Envelope<>(
                id,
                URI.create("/benchmark"),
                MessageCatalogue.typeOf(command.getClass()),
                application,
                Instant.now().truncatedTo(ChronoUnit.MILLIS),
                id,
                null,
                "benchmark",
                null,
                command);
        producer.send(new ProducerRecord<>(Topics.DEPLOY_COMMANDS.name(), application, envelope));
    }
}
