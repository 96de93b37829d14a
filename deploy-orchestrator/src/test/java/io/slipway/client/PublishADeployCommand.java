package io.slipway.client;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

import io.slipway.events.CommandReply;
import io.slipway.events.Envelope;
import io.slipway.events.Message;
import io.slipway.events.Topics;
import io.slipway.events.deploy.DeployCommand;
import io.slipway.events.deploy.DeploymentTransition;
import io.slipway.events.deploy.SourceRef;
import io.slipway.events.json.MessageCatalogue;
import io.slipway.events.kafka.Decoded;
import io.slipway.events.kafka.EnvelopeDeserializer;
import io.slipway.events.kafka.EnvelopeSerializer;

/** Deploys a version of an application and follows it to its end. */
public final class PublishADeployCommand {
    private PublishADeployCommand() {}

    /** Arguments: bootstrap servers, application, version, source folder. */
    public static void main(String[] args) throws ExecutionException, InterruptedException {
        var command =
                new DeployCommand.Start(args[1], null, args[2], new SourceRef(null, null, args[3]), Map.of(), null);
        System.out.println(deploy(args[0], command, Duration.ofMinutes(30)));
    }

    /** How it ended: the terminal state, or why the command was refused. */
    static String deploy(String bootstrapServers, DeployCommand.Start command, Duration patience)
            throws ExecutionException, InterruptedException {
        // The id makes the command idempotent: sent again with the same id, it deploys once.
        String id = UUID.randomUUID().toString();
        var envelope = new Envelope<DeployCommand>(
                id,
                URI.create("/my-ci"),
                MessageCatalogue.typeOf(command.getClass()),
                command.application(),
                Instant.now(),
                id,
                null,
                "my-ci",
                null,
                command);
        try (var consumer = new KafkaConsumer<String, Decoded>(Map.of(
                        "bootstrap.servers",
                        bootstrapServers,
                        "key.deserializer",
                        StringDeserializer.class.getName(),
                        "value.deserializer",
                        EnvelopeDeserializer.class.getName(),
                        "isolation.level",
                        "read_committed"));
                var producer = new KafkaProducer<String, Envelope<?>>(Map.of(
                        "bootstrap.servers", bootstrapServers,
                        "key.serializer", StringSerializer.class.getName(),
                        "value.serializer", EnvelopeSerializer.class.getName()))) {
            readFromNowOn(consumer);
            // The key is the application: all its commands are decided one after the other.
            producer.send(new ProducerRecord<>(Topics.DEPLOY_COMMANDS.name(), command.application(), envelope))
                    .get();
            return follow(consumer, id, patience);
        }
    }

    private static void readFromNowOn(KafkaConsumer<String, Decoded> consumer) {
        List<TopicPartition> partitions = Stream.of(Topics.DEPLOY_EVENTS, Topics.DEPLOY_REPLIES)
                .flatMap(topic -> consumer.partitionsFor(topic.name()).stream())
                .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                .toList();
        consumer.assign(partitions);
        consumer.seekToEnd(partitions);
        // Seeking is lazy; asking for the position makes it so before the command is sent.
        partitions.forEach(consumer::position);
    }

    private static String follow(KafkaConsumer<String, Decoded> consumer, String id, Duration patience) {
        Instant deadline = Instant.now().plus(patience);
        while (Instant.now().isBefore(deadline)) {
            for (ConsumerRecord<String, Decoded> record : consumer.poll(Duration.ofSeconds(1))) {
                String end = switch (record.value()) {
                    case Decoded.Readable(Envelope<Message> message) -> ended(message, id);
                    // From a newer Slipway: nothing this program was written for.
                    case Decoded.UnknownType unknown -> "";
                    // Poison: say so and go on.
                    case Decoded.Unreadable(String reason, byte[] value) -> {
                        System.err.println(record.topic() + " at " + record.offset() + ": " + reason);
                        yield "";
                    }
                };
                if (!end.isEmpty()) {
                    return end;
                }
            }
        }
        throw new IllegalStateException("no end within " + patience);
    }

    /** How what was asked for ended, empty while it goes on. */
    private static String ended(Envelope<Message> message, String id) {
        if (message.data() instanceof CommandReply reply && reply.commandId().equals(id) && reply.refusal() != null) {
            return "refused: " + reply.refusal().detail();
        }
        // All that follows from one request has its correlation id.
        if (message.data() instanceof DeploymentTransition transition
                && message.correlationId().equals(id)) {
            System.out.println(transition.deploymentId() + ": " + transition.from() + " -> " + transition.to());
            return transition.to().terminal() ? transition.deploymentId() + " " + transition.to() : "";
        }
        return "";
    }
}
