package io.slipway.events.cdevents;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;

import io.slipway.events.json.Json;

/** The JSON Schemas of the specification, for everybody who says CDEvents. */
public final class CDEventSchemas {
    private static final String FOLDER = "/cdevents/0.5.1/";
    private static final String BASE = "https://cdevents.dev/0.5.1/schema/";
    private static final List<String> LINKS =
            List.of("embeddedlinksarray", "embeddedlinkend", "embeddedlinkpath", "embeddedlinkrelation");

    private final SchemaRegistry registry = SchemaRegistry.withDefaultDialect(
            SpecificationVersion.DRAFT_2020_12,
            builder -> builder.schemas(LINKS.stream()
                    .collect(Collectors.toMap(name -> BASE + "links/" + name, name -> text("schemas/links/" + name)))));

    private final Map<String, Schema> schemas = new ConcurrentHashMap<>();

    /** What is wrong with an event, by the schema of its type; empty when nothing is. */
    public List<String> faults(CDEvent event) {
        return faults(event.context().type(), Json.mapper().writeValueAsString(event.json()));
    }

    List<String> faults(String type, String json) {
        Schema schema = registry.getSchema(text(file(type)), InputFormat.JSON);
        return schema
                .validate(
                        json,
                        InputFormat.JSON,
                        context -> context.executionConfig(config -> config.formatAssertionsEnabled(true)))
                .stream()
                .map(Error::toString)
                .toList();
    }

    private static String file(String type) {
        String[] parts = type.split("\\.");
        return type.startsWith("dev.cdeventsx.") ? "custom/schema" : "schemas/" + parts[2] + parts[3];
    }

    private static String text(String name) {
        try (InputStream in = CDEventSchemas.class.getResourceAsStream(FOLDER + name + ".json")) {
            if (in == null) {
                throw new IllegalArgumentException("there is no " + name);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
