package io.slipway.config.exchange;

import java.util.Arrays;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

import static java.nio.charset.StandardCharsets.UTF_8;

/** Files by their path within a folder, with '/' between the names. The bytes are not to be written to. */
public record FileSet(SortedMap<String, byte[]> files) {
    public FileSet {
        files = Collections.unmodifiableSortedMap(new TreeMap<>(files));
    }

    public static FileSet ofTexts(Map<String, String> texts) {
        SortedMap<String, byte[]> files = new TreeMap<>();
        texts.forEach((path, text) -> files.put(path, text.getBytes(UTF_8)));
        return new FileSet(files);
    }

    /** The files as text, for people and tests. */
    public SortedMap<String, String> texts() {
        SortedMap<String, String> texts = new TreeMap<>();
        files.forEach((path, bytes) -> texts.put(path, new String(bytes, UTF_8)));
        return texts;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof FileSet set
                && set.files.keySet().equals(files.keySet())
                && files.entrySet().stream()
                        .allMatch(file -> Arrays.equals(file.getValue(), set.files.get(file.getKey())));
    }

    @Override
    public int hashCode() {
        return files.keySet().hashCode();
    }
}
