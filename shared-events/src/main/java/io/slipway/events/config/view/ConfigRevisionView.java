package io.slipway.events.config.view;

import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

import io.slipway.events.Document;
import io.slipway.events.MessageType;

/**
 * All documents of one revision. Never changes once it is there.
 *
 * @param id SHA-256 over all documents, 64 hexadecimal digits
 * @param documents text by path, sorted; secrets are in it as ciphertext only
 */
@MessageType(
        value = "io.slipway.config.revision.view.v1",
        description = "The content of one revision of an application's configuration.")
public record ConfigRevisionView(String application, String id, long revision, Map<String, String> documents)
        implements Document {
    public ConfigRevisionView {
        SortedMap<String, String> sorted = new TreeMap<>(documents);
        documents = Collections.unmodifiableSortedMap(sorted);
    }

    /** The record key. */
    public static String key(String application, String id) {
        return "config-revision/" + application + "/" + id;
    }
}
