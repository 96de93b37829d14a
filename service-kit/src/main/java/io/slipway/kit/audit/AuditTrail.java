package io.slipway.kit.audit;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.slipway.events.Envelope;
import io.slipway.events.Topics;
import io.slipway.events.audit.AuditEntry;
import io.slipway.events.json.CloudEventCodec;
import io.slipway.events.json.MessageCatalogue;
import io.slipway.kit.kafka.KafkaSettings;
import io.slipway.kit.observability.Correlation;
import io.slipway.kit.tracing.TraceParent;

/**
 * Records acts that no event stands for, such as the reading of a secret, before they are done. Connects when it is first
 * needed; safe for many threads.
 */
public final class AuditTrail implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(AuditTrail.class);

    private static final int DELIVERY_MS = 10_000;

    /** A little longer than the producer tries. */
    private static final long LIMIT_SECONDS = 12;

    private final KafkaSettings settings;
    private final Clock clock;
    private @Nullable Producer<String, byte[]> producer;

    public AuditTrail(KafkaSettings settings, Clock clock) {
        this.settings = settings;
        this.clock = clock;
    }

    /**
     * Returns once all in-sync replicas have a record of each act.
     *
     * @param source the service, for example {@code /slipway/config-service}
     * @throws AuditUnavailableException when that cannot be told; some of the records may be there all the same
     */
    public void record(String source, String actor, List<AuditedAct> acts) throws InterruptedException {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        try {
            List<Future<RecordMetadata>> sent = acts.stream()
                    .map(act -> connected().send(record(source, actor, act, now)))
                    .toList();
            for (Future<RecordMetadata> stored : sent) {
                stored.get(LIMIT_SECONDS, TimeUnit.SECONDS);
            }
        } catch (KafkaException | ExecutionException | TimeoutException e) {
            throw new AuditUnavailableException(e);
        }
    }

    /**
     * Records an act without waiting for it: for what may go on while nobody can be told of it, such as the reading of what is
     * no secret. What cannot be recorded is logged.
     */
    public void note(String source, String actor, AuditedAct act) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        ProducerRecord<String, byte[]> note = record(source, actor, act, now);
        // The client may block until it knows the topic.
        Thread.ofVirtual().name("audit-note").start(() -> {
            try {
                connected().send(note, (stored, failure) -> {
                    if (failure != null) {
                        unrecorded(actor, act, failure);
                    }
                });
            } catch (KafkaException | IllegalStateException e) {
                unrecorded(actor, act, e);
            }
        });
    }

    private static void unrecorded(String actor, AuditedAct act, Exception failure) {
        LOG.warn("the audit stream has no record of {} by {} on {}", act.action(), actor, act.resource(), failure);
    }

    private static ProducerRecord<String, byte[]> record(String source, String actor, AuditedAct act, Instant now) {
        String id = UUID.randomUUID().toString();
        String correlation = Correlation.current();
        AuditEntry entry =
                new AuditEntry(id, actor, act.action(), act.resource(), act.outcome(), now, correlation, act.detail());
        String application = act.resource().application();
        Envelope<AuditEntry> envelope = new Envelope<>(
                id,
                URI.create(source),
                MessageCatalogue.typeOf(AuditEntry.class),
                application,
                now,
                correlation,
                null,
                actor,
                TraceParent.current(),
                entry);
        return new ProducerRecord<>(
                Topics.AUDIT.name(),
                null,
                application,
                CloudEventCodec.value(envelope),
                CloudEventCodec.headers(envelope));
    }

    @Override
    public synchronized void close() {
        if (producer != null) {
            producer.close(Duration.ofSeconds(5));
        }
    }

    private synchronized Producer<String, byte[]> connected() {
        if (producer == null) {
            Map<String, Object> config = settings.client("audit");
            config.put(ProducerConfig.ACKS_CONFIG, "all");
            config.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
            config.put(ProducerConfig.LINGER_MS_CONFIG, 0);
            config.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, 5_000);
            config.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, 5_000);
            config.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, DELIVERY_MS);
            producer = new KafkaProducer<>(config, new StringSerializer(), new ByteArraySerializer());
        }
        return producer;
    }
}
