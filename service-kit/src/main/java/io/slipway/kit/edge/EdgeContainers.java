package io.slipway.kit.edge;

import java.time.Duration;
import java.time.InstantSource;
import java.util.function.BiFunction;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;
import org.springframework.cloud.stream.binder.kafka.ListenerContainerWithDlqAndRetryCustomizer;
import org.springframework.kafka.core.KafkaOperations;
import org.springframework.kafka.listener.AbstractMessageListenerContainer;
import org.springframework.kafka.listener.ContainerProperties;
import org.springframework.kafka.listener.DeadLetterPublishingRecoverer;
import org.springframework.kafka.listener.DeadLetterPublishingRecoverer.HeaderNames.HeadersToAdd;
import org.springframework.kafka.listener.DefaultErrorHandler;
import org.springframework.util.backoff.BackOff;
import org.springframework.util.backoff.ExponentialBackOff;

import io.micrometer.core.instrument.MeterRegistry;
import io.slipway.events.json.UndecodableException;

import static io.slipway.kit.kafka.RecordHeaders.DLT_AT;
import static io.slipway.kit.kafka.RecordHeaders.DLT_OFFSET;
import static io.slipway.kit.kafka.RecordHeaders.DLT_PARTITION;
import static io.slipway.kit.kafka.RecordHeaders.DLT_REASON;
import static io.slipway.kit.kafka.RecordHeaders.DLT_TOPIC;
import static io.slipway.kit.kafka.RecordHeaders.set;

/**
 * Error handling of every binding, in the listener container and not in the binder: the binder's own commits the offset
 * of a record although its dead letter could not be written.
 */
final class EdgeContainers implements ListenerContainerWithDlqAndRetryCustomizer {
    private static final double FACTOR = 2;
    private static final int LONGEST_REASON = 1000;
    private static final Duration COMMIT_EVERY = Duration.ofMillis(200);
    private static final Duration DEAD_LETTER_WAIT = Duration.ofSeconds(25);

    private final KafkaOperations<byte[], byte[]> deadLetters;
    private final EdgeSettings settings;
    private final InstantSource clock;
    private final MeterRegistry meters;
    private final EdgeIntakes intakes;

    EdgeContainers(
            KafkaOperations<byte[], byte[]> deadLetters,
            EdgeSettings settings,
            InstantSource clock,
            MeterRegistry meters,
            EdgeIntakes intakes) {
        this.deadLetters = deadLetters;
        this.settings = settings;
        this.clock = clock;
        this.meters = meters;
        this.intakes = intakes;
    }

    @Override
    public boolean retryAndDlqInBinding(String destination, String group) {
        return false;
    }

    @Override
    public void configure(
            AbstractMessageListenerContainer<?, ?> container,
            String destination,
            String group,
            @Nullable BiFunction<ConsumerRecord<?, ?>, Exception, TopicPartition> resolver,
            @Nullable BackOff backOff) {
        ContainerProperties properties = container.getContainerProperties();
        // By time: after a crash records are redelivered anyway, and a commit for each costs more than most of them.
        properties.setAckMode(ContainerProperties.AckMode.TIME);
        properties.setAckTime(COMMIT_EVERY.toMillis());
        properties.setSyncCommits(true);
        properties.setStopContainerWhenFenced(true);
        properties.setStopImmediate(true);
        container.setCommonErrorHandler(errorHandler());
        intakes.add(destination, group, container);
    }

    private DefaultErrorHandler errorHandler() {
        DefaultErrorHandler handler = new DefaultErrorHandler(recoverer(), bounded());
        handler.addNotRetryableExceptions(UndecodableException.class);
        handler.setBackOffFunction((record, failure) -> passesByItself(failure) ? unbounded() : null);
        handler.setCommitRecovered(true);
        handler.setRetryListeners(new EdgeMetrics(meters));
        return handler;
    }

    private DeadLetterPublishingRecoverer recoverer() {
        DeadLetterPublishingRecoverer recoverer = new DeadLetterPublishingRecoverer(
                deadLetters, (record, failure) -> new TopicPartition(record.topic() + ".dlt", -1));
        recoverer.setFailIfSendResultIsError(true);
        recoverer.setWaitForSendResultTimeout(DEAD_LETTER_WAIT);
        recoverer.setVerifyPartition(false);
        recoverer.setAppendOriginalHeaders(false);
        recoverer.excludeHeader(HeadersToAdd.values());
        recoverer.setHeadersFunction(this::headers);
        return recoverer;
    }

    private Headers headers(ConsumerRecord<?, ?> record, Exception failure) {
        Headers headers = new RecordHeaders();
        set(headers, DLT_REASON, reason(failure));
        set(headers, DLT_TOPIC, record.topic());
        set(headers, DLT_PARTITION, String.valueOf(record.partition()));
        set(headers, DLT_OFFSET, String.valueOf(record.offset()));
        set(headers, DLT_AT, clock.instant().toString());
        return headers;
    }

    private BackOff bounded() {
        ExponentialBackOff backOff = unbounded();
        backOff.setMaxAttempts(settings.retries());
        return backOff;
    }

    private ExponentialBackOff unbounded() {
        ExponentialBackOff backOff = new ExponentialBackOff(settings.firstWait().toMillis(), FACTOR);
        backOff.setMaxInterval(settings.maxWait().toMillis());
        return backOff;
    }

    /** What says of itself that it passes, and a Kafka that is away: no record is to blame for either. */
    private static boolean passesByItself(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof TryAgainException || cause instanceof RetriableException) {
                return true;
            }
        }
        return false;
    }

    /** The innermost cause says most; what wraps it are frameworks. */
    private static String reason(Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null && !(root instanceof UndecodableException)) {
            root = root.getCause();
        }
        String text = root instanceof UndecodableException
                ? String.valueOf(root.getMessage())
                : root.getClass().getSimpleName() + ": " + root.getMessage();
        return text.length() <= LONGEST_REASON ? text : text.substring(0, LONGEST_REASON);
    }
}
