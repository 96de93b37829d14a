package io.slipway.events.kafka;

import java.net.URI;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;

import io.slipway.events.Envelope;
import io.slipway.events.Message;
import io.slipway.events.json.CloudEventCodec;
import io.slipway.events.json.Json;
import io.slipway.events.json.MessageCatalogue;
import io.slipway.events.json.UndecodableException;
import io.slipway.events.schema.Samples;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

class EnvelopeFuzzTest {
    private static final String TOPIC = "any";
    private static final List<String> ATTRIBUTES = List.of(
            "ce_specversion",
            "ce_id",
            "ce_source",
            "ce_type",
            "ce_subject",
            "ce_time",
            "ce_correlationid",
            "ce_causationid",
            "ce_actor",
            "ce_traceparent",
            "content-type");

    @Property(tries = 500)
    void anyEnvelopeComesBackAsItWas(@ForAll("envelopes") Envelope<Message> envelope) {
        Headers headers = new RecordHeaders();

        byte[] value = new EnvelopeSerializer().serialize(TOPIC, headers, envelope);

        Decoded decoded = new EnvelopeDeserializer().deserialize(TOPIC, headers, value);
        assertThat(decoded).isInstanceOfSatisfying(Decoded.Readable.class, readable -> {
            assertThat(readable.envelope().withData("")).isEqualTo(envelope.withData(""));
            assertThat(Json.tree(readable.envelope().data())).isEqualTo(Json.tree(envelope.data()));
        });
    }

    @Property(tries = 500)
    void anyBytesAndHeadersAreAnEnvelopeOrUndecodable(
            @ForAll("headers") Map<String, byte[]> headers, @ForAll byte @Nullable [] value) {
        decodesOrIsUndecodable(record(headers), value);
    }

    @Property(tries = 2000)
    void aMessageWithAnyFieldSpoiltIsAnEnvelopeOrUndecodable(
            @ForAll("envelopes") Envelope<Message> envelope, @ForAll int where, @ForAll("rubbish") String rubbish) {
        JsonNode spoilt = Json.mapper().readTree(CloudEventCodec.value(envelope));
        spoil(spoilt, where, Json.mapper().readTree(rubbish));

        decodesOrIsUndecodable(CloudEventCodec.headers(envelope), Json.write(spoilt));
    }

    @Property(tries = 500)
    void aTruncatedMessageIsUndecodable(@ForAll("envelopes") Envelope<Message> envelope, @ForAll int where) {
        byte[] whole = CloudEventCodec.value(envelope);
        byte[] value = Arrays.copyOf(whole, Math.floorMod(where, whole.length));

        assertThat(new EnvelopeDeserializer().deserialize(TOPIC, CloudEventCodec.headers(envelope), value))
                .isInstanceOfSatisfying(Decoded.Unreadable.class, unreadable -> {
                    assertThat(unreadable.reason()).contains(envelope.type());
                    assertThat(unreadable.value()).isEqualTo(value);
                });
    }

    @Property(tries = 200)
    void aTypeOfALaterVersionIsToldApart(@ForAll("envelopes") Envelope<Message> envelope) {
        Headers headers = CloudEventCodec.headers(envelope);
        String later = envelope.type().replace(".v1", ".v2");
        headers.remove("ce_type").add("ce_type", later.getBytes(UTF_8));

        assertThat(new EnvelopeDeserializer().deserialize(TOPIC, headers, CloudEventCodec.value(envelope)))
                .isInstanceOfSatisfying(
                        Decoded.UnknownType.class,
                        unknown -> assertThat(unknown.envelope().type()).isEqualTo(later));
    }

    @Property(tries = 500)
    void aFieldOfALaterVersionIsIgnored(@ForAll("envelopes") Envelope<Message> envelope) {
        ObjectNode later = (ObjectNode) Json.mapper().readTree(CloudEventCodec.value(envelope));
        later.putObject("addedInALaterVersion").put("deep", 1);

        assertThat(new EnvelopeDeserializer().deserialize(TOPIC, CloudEventCodec.headers(envelope), Json.write(later)))
                .isInstanceOfSatisfying(
                        Decoded.Readable.class,
                        readable -> assertThat(Json.tree(readable.envelope().data()))
                                .isEqualTo(Json.tree(envelope.data())));
    }

    /** Fails with whatever else is thrown. */
    private static void decodesOrIsUndecodable(Headers headers, byte @Nullable [] value) {
        Decoded decoded = new EnvelopeDeserializer().deserialize(TOPIC, headers, value);
        boolean readable;
        try {
            CloudEventCodec.decode(headers, value);
            readable = true;
        } catch (UndecodableException e) {
            assertThat(e).hasMessageMatching("(?s).+");
            readable = false;
        }
        assertThat(decoded instanceof Decoded.Readable).isEqualTo(readable);
    }

    private static Headers record(Map<String, byte[]> values) {
        Headers headers = new RecordHeaders();
        values.forEach(headers::add);
        return headers;
    }

    private static void spoil(JsonNode node, int where, JsonNode rubbish) {
        int size = node.size();
        if (size == 0) {
            return;
        }
        int index = Math.floorMod(where, size);
        int deeper = Math.floorDiv(where, size);
        if (node instanceof ObjectNode object) {
            String name = List.copyOf(object.propertyNames()).get(index);
            if (object.get(name).isEmpty() || deeper % 3 == 0) {
                object.set(name, rubbish);
            } else {
                spoil(object.get(name), deeper, rubbish);
            }
        } else if (node instanceof ArrayNode array) {
            if (array.get(index).isEmpty() || deeper % 3 == 0) {
                array.set(index, rubbish);
            } else {
                spoil(array.get(index), deeper, rubbish);
            }
        }
    }

    @Provide
    Arbitrary<String> rubbish() {
        return Arbitraries.of(
                "null",
                "\"\"",
                "\"\\u0000\"",
                "\"PT\"",
                "\"-999999999-01-01T00:00:00Z\"",
                "\"PT9223372036854775807S\"",
                "-1",
                "9223372036854775807",
                "99999999999999999999999999",
                "1e400",
                "-1.5e-300",
                "1e999999",
                "true",
                "[]",
                "[null]",
                "[[[]]]",
                "{}",
                "{\"type\":\"nothing\"}",
                "{\"\":null}");
    }

    @Provide
    Arbitrary<Envelope<Message>> envelopes() {
        Arbitrary<Message> messages =
                Arbitraries.of(MessageCatalogue.all().values()).map(type -> Samples.of(type));
        Arbitrary<String> text = text();
        Arbitrary<Instant> times = Arbitraries.longs()
                .between(-62_135_596_800L, 253_402_300_799L)
                .map(second -> Instant.ofEpochSecond(second).plus(second & 0xFFFFF, ChronoUnit.MICROS));
        return Combinators.combine(
                        messages,
                        text.filter(id -> !id.isEmpty()),
                        text,
                        times,
                        text,
                        text.injectNull(0.3),
                        text,
                        text.injectNull(0.3))
                .as((message, id, subject, time, correlation, cause, actor, trace) -> new Envelope<>(
                        id,
                        URI.create("/source/" + Integer.toHexString(id.hashCode())),
                        MessageCatalogue.typeOf(message.getClass()),
                        subject,
                        time,
                        correlation,
                        cause,
                        actor,
                        trace,
                        message));
    }

    @Provide
    Arbitrary<Map<String, byte[]>> headers() {
        Arbitrary<byte[]> values = Arbitraries.oneOf(
                Arbitraries.bytes().array(byte[].class).ofMaxSize(40),
                text().map(value -> value.getBytes(UTF_8)),
                Arbitraries.of("1.0", "/source", "2026-01-02T03:04:05Z", "dev.cdevents.x.y.1.0.0")
                        .map(value -> value.getBytes(UTF_8)),
                Arbitraries.of(MessageCatalogue.all().keySet()).map(value -> value.getBytes(UTF_8)));
        return Arbitraries.maps(Arbitraries.of(ATTRIBUTES), values);
    }

    /** Any Unicode text; half a surrogate pair has no form in UTF-8. */
    private static Arbitrary<String> text() {
        return Arbitraries.strings().all().excludeChars(surrogates()).ofMaxLength(30);
    }

    private static char[] surrogates() {
        char[] excluded = new char[Character.MAX_LOW_SURROGATE - Character.MIN_HIGH_SURROGATE + 1];
        for (int i = 0; i < excluded.length; i++) {
            excluded[i] = (char) (Character.MIN_HIGH_SURROGATE + i);
        }
        return excluded;
    }
}
