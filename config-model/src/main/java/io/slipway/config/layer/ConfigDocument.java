package io.slipway.config.layer;

import java.util.Arrays;
import java.util.Optional;

import io.slipway.config.document.DocumentFormat;
import io.slipway.config.document.DocumentPath;
import io.slipway.config.document.Fault;
import io.slipway.config.document.Parsed;

import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * A document as it was written, at its path within the source, or as it was rendered from a template. Immutable; the bytes are
 * kept exactly.
 */
public final class ConfigDocument implements Comparable<ConfigDocument> {
    private final LayerPath layer;
    private final String name;
    private final DocumentFormat format;
    private final byte[] bytes;
    private final boolean rendered;

    private ConfigDocument(LayerPath layer, String name, DocumentFormat format, byte[] bytes, boolean rendered) {
        this.layer = layer;
        this.name = name;
        this.format = format;
        this.bytes = bytes;
        this.rendered = rendered;
    }

    /** Takes a document by its path, such as {@code environments/production/application.yml}. */
    public static Parsed<ConfigDocument> of(String path, byte[] bytes) {
        Optional<Fault> bad = DocumentPath.check(path);
        if (bad.isPresent()) {
            return Parsed.refused(bad.get());
        }
        int slash = path.lastIndexOf('/');
        Optional<LayerPath> layer = LayerPath.ofFolder(slash < 0 ? "" : path.substring(0, slash));
        if (layer.isEmpty()) {
            return Parsed.refused(Fault.of(
                    path,
                    "a document is in base/, services/<s>/, environments/<e>/, environments/<e>/services/<s>/ or"
                            + " environments/<e>/services/<s>/groups/<g>/"));
        }
        String name = path.substring(slash + 1);
        Optional<DocumentFormat> format = DocumentFormat.ofFileName(name);
        return format.isEmpty()
                ? Parsed.refused(
                        Fault.of(path, "no format has this ending; .yml, .yaml, .json, .properties and .env are read"))
                : Parsed.valid(new ConfigDocument(layer.get(), name, format.get(), bytes.clone(), false));
    }

    public static Parsed<ConfigDocument> of(String path, String text) {
        return of(path, text.getBytes(UTF_8));
    }

    public static Parsed<ConfigDocument> of(LayerPath layer, String name, byte[] bytes) {
        return of(layer.folder() + "/" + name, bytes);
    }

    /** What a template says for one layer, in JSON. */
    public static ConfigDocument rendered(LayerPath layer, String template, String json) {
        return new ConfigDocument(layer, template + ".json", DocumentFormat.JSON, json.getBytes(UTF_8), true);
    }

    public LayerPath layer() {
        return layer;
    }

    /** Whether nobody wrote it: it comes from a template, and is changed there. */
    public boolean isRendered() {
        return rendered;
    }

    /** The file's name within its layer. */
    public String name() {
        return name;
    }

    public String path() {
        return layer.folder() + "/" + name;
    }

    public DocumentFormat format() {
        return format;
    }

    /** A copy of what was written. */
    public byte[] bytes() {
        return bytes.clone();
    }

    int size() {
        return bytes.length;
    }

    /** The order in which documents override each other: by layer, then rendered ones before written ones, then by name. */
    @Override
    public int compareTo(ConfigDocument other) {
        int byLayer = layer.compareTo(other.layer);
        int byKind = byLayer != 0 ? byLayer : Boolean.compare(other.rendered, rendered);
        return byKind != 0 ? byKind : name.compareTo(other.name);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ConfigDocument document
                && path().equals(document.path())
                && Arrays.equals(bytes, document.bytes);
    }

    @Override
    public int hashCode() {
        return 31 * path().hashCode() + Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
        return path();
    }
}
