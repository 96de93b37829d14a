package io.slipway.configclient;

import java.util.Collections;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;

import org.jspecify.annotations.Nullable;

import tools.jackson.databind.JsonNode;

/**
 * What the service has told so far.
 *
 * @param revision null while there is nothing for the instance
 * @param hash of the values; null while there is nothing for the instance
 */
record Known(@Nullable String revision, @Nullable String hash, SortedMap<String, JsonNode> values) {
    static final Known NOTHING = new Known(null, null, new TreeMap<>());

    Known {
        values = Collections.unmodifiableSortedMap(new TreeMap<>(values));
    }

    /** The same after an event of the watch. */
    Known after(JsonNode event) throws OutOfStepException {
        return switch (event.path("type").asString("")) {
            case "snapshot", "resync" -> {
                SortedMap<String, JsonNode> all = new TreeMap<>();
                event.path("values").properties().forEach(value -> all.put(value.getKey(), value.getValue()));
                yield new Known(text(event, "revision"), text(event, "hash"), all);
            }
            case "change" -> changed(event);
            case "withdrawn" -> NOTHING;
            // A newer service may say more than this client knows of.
            default -> this;
        };
    }

    private Known changed(JsonNode event) throws OutOfStepException {
        if (!Objects.equals(revision, text(event, "previous"))) {
            throw new OutOfStepException();
        }
        SortedMap<String, JsonNode> next = new TreeMap<>(values);
        event.path("deleted").forEach(key -> next.remove(key.asString()));
        event.path("set").properties().forEach(value -> next.put(value.getKey(), value.getValue()));
        Known known = new Known(text(event, "revision"), text(event, "hash"), next);
        if (!ValuesJson.hash(next).equals(known.hash)) {
            throw new OutOfStepException();
        }
        return known;
    }

    private static @Nullable String text(JsonNode event, String name) {
        return event.path(name).stringValue(null);
    }

    /** What the service changed does not fit to what is known here: everything has to be read again. */
    static final class OutOfStepException extends Exception {
        OutOfStepException() {
            super("a change does not fit to what is known", null, false, false);
        }
    }
}
