package io.slipway.kit.edge;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Function;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.messaging.Message;
import org.springframework.messaging.support.MessageBuilder;

import io.slipway.events.Topic;
import io.slipway.kit.KitConfiguration;

import static java.nio.charset.StandardCharsets.UTF_8;

/** A service with one function for each way in which a record can go wrong. */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration
@Import({KitConfiguration.class, EdgeConfiguration.class})
class EdgeApplication {
    static final String GROUP = "edge-test";
    static final Topic FAILING = topic("edge.failing");
    static final Topic FAILING_BIG = topic("edge.failing-big");
    static final Topic FORWARDING = topic("edge.forwarding");
    static final Topic FORWARDED = topic("edge.forwarded");
    static final Topic FORWARDING_ALONE = topic("edge.forwarding-alone");
    static final Topic DECODING = topic("edge.decoding");
    static final Topic PASSING = topic("edge.passing");

    static final Topic FENCED = topic("edge.fenced");
    static final String FENCED_GROUP = "edge-fenced";

    /** What the functions saw, each try. */
    static final class Seen {
        private final Map<String, List<ConsumerRecord<byte[], byte[]>>> byTopic = new ConcurrentHashMap<>();

        void add(ConsumerRecord<byte[], byte[]> record) {
            of(record.topic()).add(record);
        }

        List<ConsumerRecord<byte[], byte[]>> of(String topic) {
            return byTopic.computeIfAbsent(topic, name -> new CopyOnWriteArrayList<>());
        }

        long tries(Topic topic, String key) {
            return of(topic.name()).stream()
                    .filter(record -> new String(record.key(), UTF_8).equals(key))
                    .count();
        }
    }

    @Bean
    Seen seen() {
        return new Seen();
    }

    @Bean
    Consumer<Message<byte[]>> failing(Seen seen) {
        return message -> failOnPoison(seen, message);
    }

    @Bean
    static EdgeBinding failingBinding() {
        return EdgeBinding.consumer("failing", FAILING, GROUP);
    }

    @Bean
    Consumer<Message<byte[]>> failingBig(Seen seen) {
        return message -> failOnPoison(seen, message);
    }

    @Bean
    static EdgeBinding failingBigBinding() {
        return EdgeBinding.consumer("failingBig", FAILING_BIG, GROUP);
    }

    @Bean
    Function<Message<byte[]>, Message<byte[]>> forwarding(Seen seen) {
        return message -> passedOn(seen, message);
    }

    @Bean
    static EdgeBinding forwardingBinding() {
        return EdgeBinding.consumer("forwarding", FORWARDING, GROUP).to(FORWARDED);
    }

    @Bean
    Function<Message<byte[]>, Message<byte[]>> forwardingAlone(Seen seen) {
        return message -> passedOn(seen, message);
    }

    @Bean
    static EdgeBinding forwardingAloneBinding() {
        return EdgeBinding.consumer("forwardingAlone", FORWARDING_ALONE, GROUP).to(FORWARDED);
    }

    @Bean
    Consumer<Message<byte[]>> decoding(Seen seen) {
        return message -> {
            seen.add(EdgeRecords.of(message));
            EdgeRecords.decode(message);
        };
    }

    @Bean
    static EdgeBinding decodingBinding() {
        return EdgeBinding.consumer("decoding", DECODING, GROUP);
    }

    @Bean
    Consumer<Message<byte[]>> passing(Seen seen) {
        return message -> {
            ConsumerRecord<byte[], byte[]> record = EdgeRecords.of(message);
            seen.add(record);
            if (seen.of(record.topic()).size() < 8) {
                throw new TryAgainException("not yet", null);
            }
        };
    }

    @Bean
    static EdgeBinding passingBinding() {
        return EdgeBinding.consumer("passing", PASSING, GROUP);
    }

    @Bean
    Consumer<Message<byte[]>> fenced(Seen seen) {
        return message -> seen.add(EdgeRecords.of(message));
    }

    @Bean
    static EdgeBinding fencedBinding() {
        return EdgeBinding.consumer("fenced", FENCED, FENCED_GROUP);
    }

    private static Message<byte[]> passedOn(Seen seen, Message<byte[]> message) {
        ConsumerRecord<byte[], byte[]> record = EdgeRecords.of(message);
        seen.add(record);
        return MessageBuilder.withPayload(record.value())
                .setHeader("kafka_messageKey", record.key())
                .build();
    }

    private static void failOnPoison(Seen seen, Message<byte[]> message) {
        ConsumerRecord<byte[], byte[]> record = EdgeRecords.of(message);
        seen.add(record);
        if (new String(record.key(), UTF_8).equals("poison")) {
            throw new IllegalStateException("cannot stand it");
        }
    }

    private static Topic topic(String name) {
        return new Topic(name, 1, Topic.Cleanup.DELETE, Duration.ofHours(1), 1024 * 1024, "");
    }
}
