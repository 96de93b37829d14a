package io.slipway.events.schema;

import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

import io.slipway.events.Message;
import io.slipway.events.cdevents.CDEvent;
import io.slipway.events.json.Json;
import io.slipway.events.json.MessageCatalogue;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What Slipway promises to read and write for as long as there is a version 1: its own messages, and the CDEvents of its
 * own making. The other CDEvents are the specification's.
 */
final class Contract {
    /**
     * One type of it.
     *
     * @param record what its JSON is read as
     * @param sample with every field set
     */
    record Entry(Class<? extends Message> record, ObjectNode schema, JsonNode sample) {}

    private static final SortedMap<String, Entry> ENTRIES = entries();

    private Contract() {}

    /** By type. */
    static Map<String, Entry> all() {
        return ENTRIES;
    }

    static Entry of(String type) {
        Entry entry = ENTRIES.get(type);
        if (entry == null) {
            throw new IllegalArgumentException(type + " is not in the contract");
        }
        return entry;
    }

    private static SortedMap<String, Entry> entries() {
        SortedMap<String, Entry> entries = new TreeMap<>();
        MessageCatalogue.all()
                .forEach((type, record) ->
                        entries.put(type, new Entry(record, JsonSchemas.of(record), Json.tree(Samples.of(record)))));
        CustomEvents.all()
                .forEach((type, content) -> entries.put(
                        type,
                        new Entry(
                                CDEvent.class, CustomEvents.schema(content), Json.tree(CustomEvents.sample(content)))));
        return Collections.unmodifiableSortedMap(entries);
    }
}
