package io.slipway.configservice.source;

import java.util.Map;
import java.util.TreeMap;

import io.slipway.config.application.ConfigApplication;
import io.slipway.config.document.Parsed;

import static java.nio.charset.StandardCharsets.UTF_8;

/** Texts by path, as events and documents have them, and what they mean. */
public final class RevisionReader {
    private RevisionReader() {}

    /** Reads the documents of what is to become a revision. */
    public static Parsed<ConfigApplication> read(Map<String, String> texts) {
        return ConfigApplication.of(bytes(texts));
    }

    /** Reads the documents of a revision that was accepted once, by rules that may have been others. */
    public static Parsed<ConfigApplication.Stored> readStored(Map<String, String> texts) {
        return ConfigApplication.ofStored(bytes(texts));
    }

    private static Map<String, byte[]> bytes(Map<String, String> texts) {
        Map<String, byte[]> documents = new TreeMap<>();
        texts.forEach((path, text) -> documents.put(path, text.getBytes(UTF_8)));
        return documents;
    }
}
