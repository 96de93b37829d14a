package io.slipway.events.kafka;

import java.net.URI;
import java.time.Instant;
import java.util.Map;

import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;

import io.slipway.events.Envelope;
import io.slipway.events.deploy.DeployCommand;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class EnvelopeSerdeTest {
    private static final Envelope<DeployCommand> RESUME = new Envelope<>(
            "1",
            URI.create("/ci"),
            "io.slipway.deploy.deployment.resume.v1",
            "shop",
            Instant.EPOCH,
            "1",
            null,
            "ann",
            null,
            new DeployCommand.Resume("shop", "shop-staging-1"));

    @Test
    void aClientNamesThemInItsSettings() {
        Map<String, Object> settings = Map.of(
                "bootstrap.servers",
                "127.0.0.1:1",
                "key.serializer",
                StringSerializer.class.getName(),
                "value.serializer",
                EnvelopeSerializer.class.getName(),
                "key.deserializer",
                StringDeserializer.class.getName(),
                "value.deserializer",
                EnvelopeDeserializer.class.getName());
        assertThatCode(() -> {
                    new KafkaProducer<String, Envelope<?>>(settings).close();
                    new KafkaConsumer<String, Decoded>(settings).close();
                })
                .doesNotThrowAnyException();
    }

    @Test
    void aRecordSentTwiceHasEachAttributeOnce() {
        RecordHeaders headers = new RecordHeaders();
        headers.add("mine", new byte[] {1});
        EnvelopeSerializer serializer = new EnvelopeSerializer();

        serializer.serialize("t", headers, RESUME);
        serializer.serialize("t", headers, RESUME);

        assertThat(headers.headers("ce_id")).hasSize(1);
        assertThat(headers.headers("content-type")).hasSize(1);
        assertThat(headers.lastHeader("mine")).isNotNull();
    }

    @Test
    void nothingIsWrittenWithoutItsAttributes() {
        assertThatThrownBy(() -> new EnvelopeSerializer().serialize("t", RESUME))
                .isInstanceOf(SerializationException.class);
    }

    @Test
    void aDeletedKeyStaysNull() {
        assertThat(new EnvelopeSerializer().serialize("t", new RecordHeaders(), null))
                .isNull();
        assertThat(new EnvelopeDeserializer().deserialize("t", new RecordHeaders(), (byte[]) null))
                .isNull();
    }

    @Test
    void aPoisonRecordSaysWhatIsWrongAndKeepsItsBytes() {
        byte[] poison = "no json".getBytes(UTF_8);
        assertThat(new EnvelopeDeserializer().deserialize("t", poison))
                .isEqualTo(new Decoded.Unreadable("the header ce_specversion is missing", poison));
    }
}
