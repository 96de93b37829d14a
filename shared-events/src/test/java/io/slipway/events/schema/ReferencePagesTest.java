package io.slipway.events.schema;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.junit.jupiter.api.Test;

import com.networknt.schema.Error;
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
    private static final Path ASYNC_API = Path.of("src/test/resources/asyncapi/3.0.0.json");

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

    @Test
    void theAsyncApiDocumentIsValid() {
        assertThat(faults(AsyncApi.document())).isEmpty();
    }

    /** That the schema judges at all. */
    @Test
    void anAsyncApiDocumentWithoutAVersionIsNotValid() {
        assertThat(faults(AsyncApi.document().without("asyncapi"))).isNotEmpty();
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

    private static List<Error> faults(JsonNode document) {
        Schema schema = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_7)
                .getSchema(GeneratedFile.read(ASYNC_API), InputFormat.JSON);
        return schema.validate(GeneratedFile.pretty(document), InputFormat.JSON);
    }
}
