package io.slipway.kit.command;

import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;
import org.springframework.context.SmartLifecycle;

import io.slipway.events.Command;
import io.slipway.events.CommandReply;
import io.slipway.events.Envelope;
import io.slipway.events.Topic;
import io.slipway.events.json.CloudEventCodec;
import io.slipway.events.task.TaskReport;
import io.slipway.kit.kafka.KafkaSettings;
import io.slipway.kit.kafka.RecordHeaders;
import io.slipway.kit.kafka.SkippedRecords;
import io.slipway.kit.kafka.StartAt;
import io.slipway.kit.kafka.TopicReader;

/**
 * Sends commands to deciders and hears their replies. Safe for many threads. Replies of the last hour are known again
 * after a restart.
 */
public final class CommandGateway implements SmartLifecycle {
    /** How long a reply is waited for at most. */
    public static final Duration REPLY_LIMIT = Duration.ofMinutes(1);

    private static final int REMEMBERED_REPLIES = 10_000;
    private static final Duration LOOK_BACK = Duration.ofHours(1);
    private static final int PHASE = -1000;

    private final KafkaSettings settings;
    private final SkippedRecords skipped;
    private final Set<String> repliesAtStart;
    private final Replies replies = new Replies(REMEMBERED_REPLIES);
    private final Map<String, TopicReader> readers = new ConcurrentHashMap<>();
    private volatile @Nullable Producer<String, byte[]> producer;

    /**
     * @param repliesAtStart the replies topics that are read from the start; others are once they are first used
     * @param skipped takes what is no reply
     */
    public CommandGateway(KafkaSettings settings, Collection<Topic> repliesAtStart, SkippedRecords skipped) {
        this.settings = settings;
        this.skipped = skipped;
        this.repliesAtStart = repliesAtStart.stream().map(Topic::name).collect(Collectors.toSet());
    }

    /**
     * Sends a command. Returns at once; nothing is certain before {@link Submission#stored} is done.
     *
     * @param key id of the aggregate
     * @param command the id of its envelope is the idempotency key: the same id and body again gets the first reply, the
     *     same id with another body a {@code CONFLICT}
     */
    public Submission submit(Topic commands, Topic replyTopic, String key, Envelope<? extends Command> command) {
        listen(replyTopic.name());
        String submission = UUID.randomUUID().toString();
        CompletableFuture<CommandReply> reply = replies.expect(submission, REPLY_LIMIT.toMillis());
        Headers headers = CloudEventCodec.headers(command);
        RecordHeaders.set(headers, RecordHeaders.SUBMISSION, submission);
        CompletableFuture<Void> stored = send(commands, key, command, headers);
        stored.exceptionally(failure -> {
            reply.completeExceptionally(failure);
            return null;
        });
        return new Submission(command.id(), stored, reply);
    }

    /**
     * Sends a report to which nobody wants an answer.
     *
     * @return done when all in-sync replicas have it
     */
    public CompletableFuture<Void> send(Topic commands, String key, Envelope<TaskReport> report) {
        return send(commands, key, report, CloudEventCodec.headers(report));
    }

    private CompletableFuture<Void> send(
            Topic commands, String key, Envelope<? extends Command> command, Headers headers) {
        Producer<String, byte[]> sender = producer;
        if (sender == null) {
            throw new IllegalStateException("the command gateway is not running");
        }
        CompletableFuture<Void> stored = new CompletableFuture<>();
        sender.send(
                new ProducerRecord<>(commands.name(), null, key, CloudEventCodec.value(command), headers),
                (metadata, failure) -> {
                    if (failure == null) {
                        stored.complete(null);
                    } else {
                        stored.completeExceptionally(failure);
                    }
                });
        return stored;
    }

    /** The reply to a command of the last hour, by any instance; one of the newest {@value #REMEMBERED_REPLIES}. */
    public Optional<CommandReply> findReply(String commandId) {
        return replies.find(commandId);
    }

    @Override
    public void start() {
        producer = new KafkaProducer<>(producerConfig(), new StringSerializer(), new ByteArraySerializer());
        repliesAtStart.forEach(this::listen);
    }

    @Override
    public void stop() {
        readers.values().forEach(TopicReader::close);
        readers.clear();
        Producer<String, byte[]> sender = producer;
        producer = null;
        if (sender != null) {
            sender.close(Duration.ofSeconds(5));
        }
    }

    @Override
    public boolean isRunning() {
        return producer != null;
    }

    @Override
    public int getPhase() {
        return PHASE;
    }

    /** The reader looks back, so a reply to a command sent after this call is seen however slowly it starts. */
    private void listen(String topic) {
        readers.computeIfAbsent(topic, name -> {
            TopicReader reader = new TopicReader(
                    "replies-" + name, settings, Set.of(name), StartAt.ago(LOOK_BACK), skipped.skipping(replies::take));
            reader.start();
            return reader;
        });
    }

    private Map<String, Object> producerConfig() {
        Map<String, Object> config = settings.client("commands");
        config.put(ProducerConfig.ACKS_CONFIG, "all");
        config.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        // A claim and the result of work that is done at once go together.
        config.put(ProducerConfig.LINGER_MS_CONFIG, 1);
        config.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, 5_000);
        config.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, 10_000);
        config.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, 30_000);
        return config;
    }
}
