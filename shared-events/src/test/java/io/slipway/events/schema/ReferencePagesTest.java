package io.slipway.events.schema;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.stream.Stream;

import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;

import io.slipway.events.Envelope;
import io.slipway.events.json.CloudEventCodec;
import io.slipway.events.json.MessageCatalogue;

import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/** The pages of the reference that follow from the contract. */
class ReferencePagesTest {
    private static final Path REFERENCE = Path.of("../docs/reference");

    @Test
    void everyMessageTypeIsOnATopic() {
        assertThat(TopicContents.all()).containsAll(MessageCatalogue.all().keySet());
    }

    @Test
    void theEventsPageIsWhatTheRecordsSay() {
        GeneratedFile.check(REFERENCE.resolve("events.md"), EventsReference.page());
    }

    @Test
    void theStatesPageIsWhatTheTableSays() {
        GeneratedFile.check(REFERENCE.resolve("deployment-states.md"), StatesReference.page());
    }

    @Test
    void theAsyncApiDocumentIsWhatTheTopicsSay() {
        GeneratedFile.check(REFERENCE.resolve("asyncapi.json"), GeneratedFile.pretty(AsyncApi.document()));
    }

    /** AsyncAPI's own schema is not part of this repository: {@code -Dasyncapi.schema=<schemas/3.0.0.json>}. */
    @Test
    @EnabledIfSystemProperty(named = "asyncapi.schema", matches = ".+")
    void theAsyncApiDocumentIsValid() throws Exception {
        Schema schema = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_7)
                .getSchema(Files.readString(Path.of(System.getProperty("asyncapi.schema"))), InputFormat.JSON);

        assertThat(schema.validate(GeneratedFile.pretty(AsyncApi.document()), InputFormat.JSON))
                .isEmpty();
    }

    @Test
    void everyReferenceInTheAsyncApiDocumentLeadsSomewhere() {
        JsonNode document = AsyncApi.document();

        assertThat(document.findValuesAsString("$ref"))
                .isNotEmpty()
                .allSatisfy(reference -> assertThat(
                                reference.startsWith("#")
                                        ? document.at(reference.substring(1)).isContainer()
                                        : Files.exists(REFERENCE.resolve(reference)))
                        .as(reference)
                        .isTrue());
    }

    @Test
    void theAsyncApiDocumentNamesTheHeadersThatTheCodecWrites() {
        Headers headers = CloudEventCodec.headers(
                new Envelope<>("1", URI.create("/s"), "t", "s", Instant.EPOCH, "c", "c", "a", "t", ""));

        assertThat(AsyncApi.document()
                        .at("/components/schemas/cloudEventHeaders/properties")
                        .propertyNames())
                .containsExactlyInAnyOrderElementsOf(
                        Stream.of(headers.toArray()).map(Header::key).toList());
    }
}
