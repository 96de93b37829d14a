package io.slipway.events.schema;

import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;

import io.slipway.events.json.MessageCatalogue;

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

    @Test
    void theAsyncApiDocumentIsValid() throws Exception {
        Schema schema = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_7)
                .getSchema(Files.readString(Path.of("src/test/resources/asyncapi/3.0.0.json")), InputFormat.JSON);

        assertThat(schema.validate(GeneratedFile.pretty(AsyncApi.document()), InputFormat.JSON))
                .isEmpty();
    }
}
