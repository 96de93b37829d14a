package io.slipway.standalone;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

import io.slipway.events.Message;
import io.slipway.events.Topics;
import io.slipway.events.deploy.DeploymentTransition;
import io.slipway.events.deploy.StepEvent;
import io.slipway.events.json.CloudEventCodec;

/** What runs at this moment, by the committed events; goes on where it was when the broker comes back. */
final class StepWatch implements AutoCloseable {
    private final KafkaConsumer<String, byte[]> consumer;
    private final Map<String, StepEvent.Started> running = new HashMap<>();
    private final Set<String> ended = new HashSet<>();

    /** Sees what happens from now on. */
    StepWatch(String bootstrapServers) {
        consumer = new KafkaConsumer<>(
                Map.of(
                        "bootstrap.servers",
                        bootstrapServers,
                        "isolation.level",
                        "read_committed",
                        "reconnect.backoff.max.ms",
                        200),
                new StringDeserializer(),
                new ByteArrayDeserializer());
        List<TopicPartition> partitions = consumer.partitionsFor(Topics.DEPLOY_EVENTS.name()).stream()
                .map(info -> new TopicPartition(info.topic(), info.partition()))
                .toList();
        consumer.assign(partitions);
        consumer.seekToEnd(partitions);
        partitions.forEach(consumer::position);
    }

    /**
     * Looks on for a moment.
     *
     * @return the steps that have begun and not ended, one per deployment
     */
    Collection<StepEvent.Started> look() {
        for (ConsumerRecord<String, byte[]> record : consumer.poll(Duration.ofMillis(100))) {
            if (record.headers().lastHeader("ce_specversion") != null) {
                see(CloudEventCodec.decode(record.headers(), record.value()).data());
            }
        }
        return List.copyOf(running.values());
    }

    boolean hasEnded(String deployment) {
        return ended.contains(deployment);
    }

    private void see(Message message) {
        switch (message) {
            case StepEvent.Started started -> running.put(started.deploymentId(), started);
            case StepEvent.Succeeded succeeded -> running.remove(succeeded.deploymentId());
            case StepEvent.Failed failed -> running.remove(failed.deploymentId());
            case StepEvent.Skipped skipped -> running.remove(skipped.deploymentId());
            case DeploymentTransition move when move.to().terminal() -> ended.add(move.deploymentId());
            default -> {}
        }
    }

    @Override
    public void close() {
        consumer.close();
    }
}
