package io.slipway.kit.http.events;

import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.http.HttpHeaders;

import io.slipway.events.json.Json;
import io.slipway.kit.http.ProblemException;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import tools.jackson.databind.JsonNode;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class IncomingEventTest {
    private static final String REQUIRED =
            "\"specversion\":\"1.0\",\"id\":\"1\",\"source\":\"/ci\",\"type\":\"com.example.built\"";

    @Test
    void everyAttributeOfAStructuredEventIsAHeader() {
        OutsideEvent event = structured("""
                {%s, "time": "2026-01-02T03:04:05Z", "subject": "app", "dataschema": "https://example.org/s",
                 "tenant": "blue", "priority": 3, "dry": true, "nothing": null,
                 "correlationid": "theirs", "causationid": "before",
                 "traceparent": "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01", "data": {"a": 1}}
                """.formatted(REQUIRED));

        assertThat(headers(event))
                .containsEntry("ce_dataschema", "https://example.org/s")
                .containsEntry("ce_tenant", "blue")
                .containsEntry("ce_priority", "3")
                .containsEntry("ce_dry", "true")
                .containsEntry("ce_correlationid", "theirs")
                .containsEntry("ce_causationid", "before")
                .containsEntry("ce_traceparent", "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01")
                .containsEntry("content-type", "application/json")
                .doesNotContainKey("ce_nothing");
    }

    @Test
    void nobodySaysForItselfWhoItIs() {
        OutsideEvent event = structured("{" + REQUIRED + ",\"actor\":\"admin\",\"data\":{}}");

        assertThat(headers(event)).containsEntry("ce_actor", "ci");
    }

    @Test
    void anEventWithoutDataIsTaken() {
        OutsideEvent event = structured("{" + REQUIRED + "}");

        assertThat(event.envelope().data()).isEmpty();
        assertThat(shown(event).has("data")).isFalse();
    }

    @Test
    void dataOfAnyMediaTypeIsTakenAsItIs() {
        OutsideEvent text =
                structured("{" + REQUIRED + ",\"datacontenttype\":\"application/xml\",\"data\":\"<built/>\"}");
        OutsideEvent bytes = structured(
                "{" + REQUIRED + ",\"datacontenttype\":\"application/octet-stream\",\"data_base64\":\"AAEC/w==\"}");

        assertThat(text.envelope().data()).isEqualTo("<built/>".getBytes(UTF_8));
        assertThat(headers(text)).containsEntry("content-type", "application/xml");
        assertThat(bytes.envelope().data()).containsExactly(0, 1, 2, -1);
        assertThat(shown(bytes).path("data_base64").asString()).isEqualTo("AAEC/w==");
    }

    @Test
    void anEventInBinaryModeKeepsItsHeadersAndItsBytes() {
        HttpHeaders http = new HttpHeaders();
        http.add("Content-Type", "text/plain; charset=UTF-8");
        http.add("ce-specversion", "1.0");
        http.add("CE-ID", "1");
        http.add("ce-source", "/ci");
        http.add("ce-type", "com.example.built");
        http.add("ce-tenant", "bl%C3%BC+1");

        OutsideEvent event = IncomingEvent.read("not JSON".getBytes(UTF_8), http, "ci");

        assertThat(headers(event))
                .containsEntry("ce_tenant", "blü+1")
                .containsEntry("content-type", "text/plain; charset=UTF-8");
        assertThat(shown(event).path("data").asString()).isEqualTo("not JSON");
        assertThat(shown(event).path("tenant").asString()).isEqualTo("blü+1");
    }

    @Property
    void whateverBytesComeInBinaryModeGoOut(@ForAll byte[] data) {
        HttpHeaders http = new HttpHeaders();
        http.add("Content-Type", "application/octet-stream");
        Map.of("ce-specversion", "1.0", "ce-id", "1", "ce-source", "/ci", "ce-type", "t")
                .forEach(http::add);

        JsonNode shown = shown(IncomingEvent.read(data, http, "ci"));

        assertThat(Base64.getDecoder().decode(shown.path("data_base64").asString("")))
                .isEqualTo(data);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"Tenant\":\"blue\"",
                "\"ten-ant\":\"blue\"",
                "\"tenant\":{}",
                "\"tenant\":1.5",
                "\"tenant\":\"a\\nb\"",
                "\"data_base64\":\"?\""
            })
    void whatIsNoAttributeIsAProblemThatNamesIt(String attribute) {
        String name = attribute.substring(1, attribute.indexOf('"', 1));

        assertThatThrownBy(() -> structured("{" + REQUIRED + "," + attribute + "}"))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining(name);
    }

    @Test
    void whatSaysItIsJsonIs() {
        HttpHeaders http = new HttpHeaders();
        http.add("Content-Type", "application/vnd.example+json");
        Map.of("ce-specversion", "1.0", "ce-id", "1", "ce-source", "/ci", "ce-type", "t")
                .forEach(http::add);

        assertThatThrownBy(() -> IncomingEvent.read("{".getBytes(UTF_8), http, "ci"))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("not valid JSON");
    }

    private static OutsideEvent structured(String json) {
        return IncomingEvent.read(json.getBytes(UTF_8), new HttpHeaders(), "ci");
    }

    private static Map<String, String> headers(OutsideEvent event) {
        Map<String, String> headers = new TreeMap<>();
        for (Header header : event.headers()) {
            headers.put(header.key(), new String(header.value(), UTF_8));
        }
        return headers;
    }

    /** As a client of the stream sees it. */
    private static JsonNode shown(OutsideEvent event) {
        var record = new ConsumerRecord<>(
                "slipway.intake",
                0,
                0,
                0L,
                TimestampType.CREATE_TIME,
                0,
                0,
                "key",
                event.envelope().data(),
                new RecordHeaders(event.headers()),
                Optional.empty());
        return Json.mapper().readTree(StructuredMode.of(record).orElseThrow().json());
    }
}
