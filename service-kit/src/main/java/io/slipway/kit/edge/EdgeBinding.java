package io.slipway.kit.edge;

import java.util.HashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.core.env.ConfigurableEnvironment;

import io.slipway.events.Topic;

/**
 * Binds a function bean to its topics in the one way that loses nothing. A service declares it beside the function, as
 * a {@code static} bean method; that works however many services share the context, and needs no configuration file.
 * The function is a {@code Consumer<Message<byte[]>>}, or a {@code Function<Message<byte[]>, Message<byte[]>>} whose
 * result carries its record key as the header {@code kafka_messageKey}; it reads the record by {@link EdgeRecords}.
 */
public final class EdgeBinding implements BeanFactoryPostProcessor {
    private final String function;
    private final String group;
    private final String from;
    private final @Nullable String to;
    private final Map<String, String> consumer;

    private EdgeBinding(String function, String group, String from, @Nullable String to, Map<String, String> consumer) {
        this.function = function;
        this.group = group;
        this.from = from;
        this.to = to;
        this.consumer = Map.copyOf(consumer);
    }

    /**
     * @param function name of the function bean
     * @param from the topic it reads
     * @param group the consumer group all instances of the service share
     */
    public static EdgeBinding consumer(String function, Topic from, String group) {
        return new EdgeBinding(function, group, from.name(), null, Map.of());
    }

    /** The same with the function's results written to a topic, each before the next record is read. */
    public EdgeBinding to(Topic topic) {
        return new EdgeBinding(function, group, from, topic.name(), consumer);
    }

    /** The same with a setting of the Kafka consumer. */
    public EdgeBinding withConsumer(String setting, String value) {
        Map<String, String> more = new HashMap<>(consumer);
        more.put(setting, value);
        return new EdgeBinding(function, group, from, to, more);
    }

    /** The consumer group. */
    public String group() {
        return group;
    }

    @Override
    public void postProcessBeanFactory(ConfigurableListableBeanFactory beans) {
        EdgeDefaults.add(beans.getBean(ConfigurableEnvironment.class), function, properties());
    }

    Map<String, Object> properties() {
        Map<String, Object> properties = new HashMap<>();
        String in = function + "-in-0";
        String input = "spring.cloud.stream.bindings." + in + ".";
        properties.put(input + "destination", from);
        properties.put(input + "group", group);
        properties.put(input + "content-type", "application/octet-stream");
        properties.put(input + "consumer.use-native-decoding", "true");
        // The defaults of the framework, said here so that no default for all bindings takes their place.
        properties.put(input + "consumer.batch-mode", "false");
        properties.put(input + "consumer.max-attempts", "3");
        properties.put(input + "consumer.concurrency", "1");
        String kafkaInput = "spring.cloud.stream.kafka.bindings." + in + ".consumer.";
        properties.put(kafkaInput + "ack-mode", "TIME");
        properties.put(kafkaInput + "start-offset", "earliest");
        properties.put(kafkaInput + "enable-dlq", "false");
        properties.put(kafkaInput + "converter-bean-name", EdgeConfiguration.CONVERTER);
        String consumerSettings = kafkaInput + "configuration";
        // A restarted instance gets its partitions back at once; those of one that stays away go to others soon.
        properties.put(consumerSettings + "[group.instance.id]", "${slipway.kafka.instance-id:main}-" + function);
        properties.put(consumerSettings + "[session.timeout.ms]", "6000");
        properties.put(consumerSettings + "[heartbeat.interval.ms]", "2000");
        consumer.forEach((setting, value) -> properties.put(consumerSettings + "[" + setting + "]", value));
        if (to != null) {
            String out = function + "-out-0";
            String output = "spring.cloud.stream.bindings." + out + ".";
            properties.put(output + "destination", to);
            properties.put(output + "content-type", "application/octet-stream");
            properties.put(output + "producer.use-native-encoding", "true");
            String kafkaOutput = "spring.cloud.stream.kafka.bindings." + out + ".producer.";
            properties.put(kafkaOutput + "sync", "true");
            properties.put(kafkaOutput + "message-key-expression", "headers['kafka_messageKey']");
            // Above the delivery timeout of 30 s, or a send is given up that Kafka may still take.
            properties.put(kafkaOutput + "send-timeout-expression", "35000");
        }
        return properties;
    }
}
