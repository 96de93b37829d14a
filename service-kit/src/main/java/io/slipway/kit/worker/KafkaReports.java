package io.slipway.kit.worker;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.stream.Collectors;

import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

import io.slipway.events.Envelope;
import io.slipway.events.Topic;
import io.slipway.events.Topics;
import io.slipway.events.json.CloudEventCodec;
import io.slipway.events.json.UndecodableException;
import io.slipway.events.task.TaskLogged;
import io.slipway.events.task.TaskReport;
import io.slipway.kit.command.CommandGateway;
import io.slipway.kit.command.Submission;
import io.slipway.kit.kafka.KafkaSettings;

/** Reports as commands through the gateway, which hears the answers; log lines by a producer of its own. */
final class KafkaReports implements ReportSender, AutoCloseable {
    private static final String COMMANDS = ".commands";
    private static final String REPLIES = ".replies";
    private static final Map<String, Topic> CATALOGUE =
            Topics.all().stream().collect(Collectors.toUnmodifiableMap(Topic::name, Function.identity()));

    private final CommandGateway gateway;
    private final Producer<String, byte[]> logs;

    KafkaReports(CommandGateway gateway, KafkaSettings settings) {
        this.gateway = gateway;
        Map<String, Object> config = settings.client("task-logs");
        config.put(ProducerConfig.ACKS_CONFIG, "all");
        config.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        config.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, 5_000);
        config.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4");
        this.logs = new KafkaProducer<>(config, new StringSerializer(), new ByteArraySerializer());
    }

    /** @throws UndecodableException when the offer names a topic that takes no commands */
    @Override
    public Sent report(String topic, String key, Envelope<TaskReport> report) {
        Submission submission = gateway.submit(commands(topic), replies(topic), key, report);
        return new Sent(submission.stored(), submission.reply());
    }

    @Override
    public CompletableFuture<?> send(String topic, String key, Envelope<TaskReport> report) {
        return gateway.send(commands(topic), key, report);
    }

    @Override
    public CompletableFuture<?> log(Topic topic, String key, Envelope<TaskLogged> lines) {
        CompletableFuture<Void> stored = new CompletableFuture<>();
        ProducerRecord<String, byte[]> record = new ProducerRecord<>(
                topic.name(), null, key, CloudEventCodec.value(lines), CloudEventCodec.headers(lines));
        logs.send(record, (metadata, failure) -> {
            if (failure == null) {
                stored.complete(null);
            } else {
                stored.completeExceptionally(failure);
            }
        });
        return stored;
    }

    @Override
    public void close() {
        logs.close(Duration.ofSeconds(5));
    }

    private static Topic commands(String name) {
        Topic topic = CATALOGUE.get(name);
        if (topic == null || !name.endsWith(COMMANDS)) {
            throw new UndecodableException("the offer wants its reports on " + name + ", which takes no commands");
        }
        return topic;
    }

    private static Topic replies(String commands) {
        String name = commands.substring(0, commands.length() - COMMANDS.length()) + REPLIES;
        Topic topic = CATALOGUE.get(name);
        if (topic == null) {
            throw new UndecodableException("nobody answers on " + commands + ": there is no topic " + name);
        }
        return topic;
    }
}
