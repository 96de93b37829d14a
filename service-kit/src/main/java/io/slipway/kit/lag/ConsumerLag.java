package io.slipway.kit.lag;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.stream.Collectors;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import io.slipway.kit.kafka.KafkaSettings;

/**
 * Asks Kafka every 15 s how many committed records each consumer group of this application has still to read: the gauge
 * {@code slipway.consumer.lag} with the tags {@code group} and {@code topic}. The clients' own lag metrics come and go with
 * the records they fetch. The marks that transactions leave in a partition count as records.
 */
public final class ConsumerLag implements SmartLifecycle {
    private static final Logger LOG = LoggerFactory.getLogger(ConsumerLag.class);
    private static final Duration EVERY = Duration.ofSeconds(15);
    private static final Duration LIMIT = Duration.ofSeconds(10);

    private final KafkaSettings settings;
    private final List<String> groups;
    private final MultiGauge gauge;
    private volatile @Nullable Thread thread;

    public ConsumerLag(KafkaSettings settings, List<String> groups, MeterRegistry meters) {
        this.settings = settings;
        this.groups = groups.stream().distinct().sorted().toList();
        this.gauge = MultiGauge.builder("slipway.consumer.lag")
                .description("Committed records a consumer group has still to read.")
                .register(meters);
    }

    @Override
    public void start() {
        thread = Thread.ofVirtual().name("consumer-lag").start(this::measure);
    }

    @Override
    public void stop() {
        Thread measuring = thread;
        thread = null;
        if (measuring != null) {
            measuring.interrupt();
        }
    }

    @Override
    public boolean isRunning() {
        return thread != null;
    }

    private void measure() {
        try (Admin admin = Admin.create(settings.client("slipway-lag"))) {
            while (isRunning()) {
                try {
                    gauge.register(rows(admin), true);
                } catch (ExecutionException | TimeoutException e) {
                    LOG.warn("the lag of the consumer groups is not known: {}", e.toString());
                }
                Thread.sleep(EVERY);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private List<MultiGauge.Row<?>> rows(Admin admin)
            throws ExecutionException, TimeoutException, InterruptedException {
        List<MultiGauge.Row<?>> rows = new ArrayList<>();
        for (String group : groups) {
            lag(admin, group)
                    .forEach((topic, lag) -> rows.add(MultiGauge.Row.of(Tags.of("group", group, "topic", topic), lag)));
        }
        return rows;
    }

    private static Map<String, Long> lag(Admin admin, String group)
            throws ExecutionException, TimeoutException, InterruptedException {
        Map<TopicPartition, OffsetAndMetadata> read =
                get(admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata());
        Map<TopicPartition, ListOffsetsResultInfo> ends = get(admin.listOffsets(
                        read.keySet().stream()
                                .collect(Collectors.toMap(Function.identity(), partition -> OffsetSpec.latest())),
                        new ListOffsetsOptions(IsolationLevel.READ_COMMITTED))
                .all());
        Map<String, Long> lags = new TreeMap<>();
        ends.forEach((partition, end) -> lags.merge(
                partition.topic(),
                Math.max(0, end.offset() - read.get(partition).offset()),
                Long::sum));
        return lags;
    }

    private static <T> T get(KafkaFuture<T> answer) throws ExecutionException, TimeoutException, InterruptedException {
        return answer.get(LIMIT.toMillis(), TimeUnit.MILLISECONDS);
    }
}
