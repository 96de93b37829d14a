package io.slipway.events.cdevents;

import java.net.URI;
import java.time.Instant;
import java.util.Collection;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.slipway.events.Envelope;
import io.slipway.events.Message;
import io.slipway.events.json.CloudEventCodec;
import io.slipway.events.json.Json;
import io.slipway.events.json.UndecodableException;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class CDEventConformanceTest {
    private static final CDEventSchemas SCHEMAS = new CDEventSchemas();
    private static final String MINIMAL = """
            {"context": {"specversion": "0.5.1", "id": "1", "source": "/ci", "timestamp": "2026-01-02T03:04:05Z",
                         "type": "dev.cdevents.service.deployed.0.3.0"},
             "subject": {"id": "web", "content": {"environment": {"id": "production"}, "artifactId": "pkg:oci/web"}}}""";

    static Collection<CDEventTable.Type> types() {
        return CDEventTable.TYPES.values();
    }

    @ParameterizedTest
    @MethodSource("types")
    void anEventWithEveryFieldIsReadAndComesBackAsItWas(CDEventTable.Type type) {
        JsonNode json = CDEventSamples.full(type);

        CDEvent event = CDEvent.read(json);

        assertThat(event.json()).isEqualTo(json);
        assertThat(SCHEMAS.faults(event)).isEmpty();
        assertThat(event.subject().content()).isNotInstanceOf(OtherContent.class);
    }

    @ParameterizedTest
    @MethodSource("types")
    void aRequiredFieldIsRequiredAndAnUnknownOneIsRefused(CDEventTable.Type type) {
        type.fields().stream().filter(CDEventTable.Field::required).forEach(field -> {
            ObjectNode json = CDEventSamples.full(type);
            ((ObjectNode) json.at("/subject/content")).remove(field.name());
            assertThatThrownBy(() -> CDEvent.read(json)).hasMessageContaining(field.name());
        });
        ObjectNode json = CDEventSamples.full(type);
        ((ObjectNode) json.at("/subject/content")).put("colour", "blue");
        assertThatThrownBy(() -> CDEvent.read(json)).hasMessageContaining("colour");
    }

    @ParameterizedTest
    @MethodSource("types")
    void aFieldThatIsNotRequiredMayBeAbsent(CDEventTable.Type type) {
        ObjectNode json = CDEventSamples.full(type);
        type.fields().stream()
                .filter(field -> !field.required())
                .forEach(field -> ((ObjectNode) json.at("/subject/content")).remove(field.name()));

        assertThat(CDEvent.read(json).json()).isEqualTo(json);
    }

    @ParameterizedTest
    @MethodSource("types")
    void itTravelsAsACloudEventThatSaysTheSame(CDEventTable.Type type) {
        CDEvent event = CDEvent.read(CDEventSamples.full(type));
        Envelope<Message> sent = new Envelope<>(
                event.context().id(),
                URI.create(event.context().source()),
                event.context().type(),
                event.subject().id(),
                event.context().timestamp(),
                "correlation",
                null,
                "ci",
                null,
                event);

        Envelope<Message> read = CloudEventCodec.decode(CloudEventCodec.headers(sent), CloudEventCodec.value(sent));

        assertThat(read).isEqualTo(sent);
    }

    @Test
    void everyTypeOfTheSpecificationHasARecordOfThatVersion() {
        assertThat(CDEventTypes.all().keySet().stream().filter(type -> type.startsWith("dev.cdevents.")))
                .containsExactlyInAnyOrderElementsOf(CDEventTable.TYPES.keySet());
    }

    @Test
    void whatIsMadeHereIsValid() {
        CDEvent event = CDEvent.of(
                "1",
                "/slipway",
                Instant.parse("2026-01-02T03:04:05Z"),
                "chain",
                "greeter-staging-1",
                new SlipwayContent.DeploymentStarted(Reference.to("staging"), "1.0.0"));

        assertThat(SCHEMAS.faults(event)).isEmpty();
    }

    @Test
    void aTypeOfAnotherVersionIsKeptAsItIs() {
        JsonNode json = Json.mapper()
                .readTree(MINIMAL.replace("deployed.0.3.0", "deployed.9.0.0").replace("\"environment\"", "\"place\""));

        CDEvent event = CDEvent.read(json);

        assertThat(event.subject().content()).isInstanceOf(OtherContent.class);
        assertThat(event.json()).isEqualTo(json);
    }

    @Test
    void anEventOfAnOlderSpecificationIsRefusedInWordsThatHelp() {
        JsonNode json = Json.mapper().readTree(MINIMAL.replace("\"specversion\": \"0.5.1\"", "\"version\": \"0.4.1\""));

        assertThatThrownBy(() -> CDEvent.read(json)).hasMessageContainingAll("context.version", "0.4.1", "0.5.1");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'id': '1', -> ",
                "'source': '/ci', -> ",
                "2026-01-02T03:04:05Z -> yesterday",
                "'subject' -> 'topic'",
                "'id': 'web', -> ",
                "'content' -> 'contents'",
                "'environment' -> 'place'",
                "'artifactId': 'pkg:oci/web' -> 'artifactId': 'pkg:oci/web', 'colour': 'blue'",
                "{'id': 'production'} -> 'production'",
                "{'id': 'production'} -> {}"
            })
    void whatTheSchemaRefusesIsRefusedHereWithTheField(String change) {
        String[] sides = change.replace('\'', '"').split(" -> ", 2);
        String json = MINIMAL.replace(sides[0], sides[1]);
        assertThat(json).isNotEqualTo(MINIMAL);
        assertThat(SCHEMAS.faults("dev.cdevents.service.deployed.0.3.0", json)).isNotEmpty();

        assertThatThrownBy(() -> CDEvent.read(Json.mapper().readTree(json)))
                .isInstanceOf(IllegalArgumentException.class)
                .message()
                .containsAnyOf("context", "subject", "id", "environment", "colour");
        assertThatThrownBy(() -> CloudEventCodec.decode(envelope(json.getBytes(UTF_8))))
                .isInstanceOf(UndecodableException.class);
    }

    private static Envelope<byte[]> envelope(byte[] data) {
        return new Envelope<>(
                "1",
                URI.create("/ci"),
                "dev.cdevents.service.deployed.0.3.0",
                "web",
                Instant.EPOCH,
                "1",
                null,
                "ci",
                null,
                data);
    }
}
