package io.slipway.config.schema;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

import com.networknt.schema.Error;

import io.slipway.config.document.Fault;
import io.slipway.config.document.KeyPath;
import io.slipway.config.document.Parsed;
import io.slipway.config.document.Position;

import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The schema of an application's configuration: JSON Schema 2020-12 and three words of our own, which other tools
 * ignore. {@value #SECRET} says that a value has to be encrypted, {@value #NOT_SECRET} that it is none though it looks like
 * one, and {@value #RULES} holds rules across keys.
 */
public final class ConfigSchema {
    public static final String SECRET = "x-slipway-secret";
    public static final String NOT_SECRET = "x-slipway-not-secret";
    public static final String RULES = "x-slipway-rules";

    private static final JsonMapper STRICT = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    private final String document;
    private final JsonNode source;
    private final CompiledSchema compiled;
    private final SchemaKeys keys;

    private ConfigSchema(String document, JsonNode source, CompiledSchema compiled) {
        this.document = document;
        this.source = source;
        this.compiled = compiled;
        this.keys = new SchemaKeys(source);
    }

    /**
     * Reads a schema; one that is not valid itself, or refers to anything outside of itself, is refused.
     *
     * @param document its name, for the faults
     */
    public static Parsed<ConfigSchema> read(String document, String json) {
        JsonNode source;
        try {
            source = STRICT.readTree(json);
        } catch (JacksonException e) {
            Position at = e.getLocation() == null
                    ? new Position(document, 0, 0)
                    : new Position(
                            document,
                            e.getLocation().getLineNr(),
                            e.getLocation().getColumnNr());
            return Parsed.refused(Fault.at(at, "", "is not JSON: " + e.getOriginalMessage()));
        }
        List<Fault> faults = faults(document, source);
        if (!faults.isEmpty()) {
            return Parsed.refused(faults);
        }
        CompiledSchema compiled = CompiledSchema.of(source);
        return compiled.unknown().isEmpty()
                ? Parsed.valid(new ConfigSchema(document, source, compiled))
                : Parsed.refused(compiled.unknown().stream()
                        .map(name -> Fault.of(
                                document,
                                "there is no keyword " + name + "; one that other tools need has to begin with x-"))
                        .toList());
    }

    private static List<Fault> faults(String document, JsonNode source) {
        List<Fault> faults = new ArrayList<>();
        if (!source.isObject()) {
            return List.of(Fault.of(document, "a schema is an object"));
        }
        String dialect = source.path("$schema").asString(CompiledSchema.META);
        if (!dialect.equals(CompiledSchema.META)) {
            return List.of(Fault.of(document, "$schema has to be " + CompiledSchema.META));
        }
        for (Error error : CompiledSchema.check(source)) {
            faults.add(new Fault(document, 0, 0, error.getInstanceLocation().toString(), error.getMessage()));
        }
        for (JsonNode reference : source.findValues("$ref")) {
            if (reference.isString() && !SchemaKeys.isLocal(source, reference.asString())) {
                faults.add(Fault.of(
                        document,
                        "$ref " + reference.asString()
                                + " leads nowhere; it has to be #/... and to exist in the schema"));
            }
        }
        return faults;
    }

    /** The name it was read by. */
    public String document() {
        return document;
    }

    /** The schema as it was written. */
    public JsonNode source() {
        return source;
    }

    /** What is wrong with an instance, as the validator says it. */
    public List<Error> validate(JsonNode instance) {
        return compiled.schema().validate(instance);
    }

    /** Every part of the schema that speaks about a key; empty when none does. */
    public List<JsonNode> at(KeyPath key) {
        return keys.at(key);
    }

    /** The names that the schema knows directly below a key, in the order of the alphabet. */
    public SortedSet<String> members(KeyPath key) {
        SortedSet<String> names = new TreeSet<>();
        at(key).forEach(part -> names.addAll(part.path("properties").propertyNames()));
        return names;
    }

    /** Whether the value of a key, or of one above it, has to be encrypted. */
    public boolean isSecret(KeyPath key) {
        return keys.marked(key, SECRET);
    }

    /** Whether the value of a key, or of one above it, is declared harmless however it looks. */
    public boolean isNotSecret(KeyPath key) {
        return keys.marked(key, NOT_SECRET);
    }
}
