package io.slipway.config.edit;

import java.util.Optional;

import io.slipway.config.document.ConfigNode;
import io.slipway.config.document.ConfigObject;
import io.slipway.config.document.ConfigScalar;
import io.slipway.config.document.ConfigTree;
import io.slipway.config.document.DocumentFormat;
import io.slipway.config.document.DocumentReader;
import io.slipway.config.document.Fault;
import io.slipway.config.document.KeyPath;
import io.slipway.config.document.Parsed;
import io.slipway.config.render.ConfigRenderer;
import io.slipway.config.render.JsonWriter;
import io.slipway.config.render.PropertiesWriter;
import io.slipway.config.render.RenderFormat;
import io.slipway.config.render.RenderOptions;
import io.slipway.config.render.YamlWriter;

import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * Sets or removes one key of a document. The change is made in the text, then the text is read again: when it does not say
 * exactly what it should, the whole document is written anew instead. So that what comes out is always right, and mostly
 * still has its comments.
 */
public final class DocumentEdit {
    private final String path;
    private final DocumentFormat format;
    private final String text;
    private final ConfigObject before;

    private DocumentEdit(String path, DocumentFormat format, String text, ConfigObject before) {
        this.path = path;
        this.format = format;
        this.text = text;
        this.before = before;
    }

    /**
     * Gives a key a value, whether or not it is there.
     *
     * @param path of the document, which tells its format
     * @param text of the document; empty for a new one
     * @param value a single value where the format has no types
     */
    public static Parsed<Edited> set(String path, String text, KeyPath key, ConfigNode value) {
        return of(path, text).then(edit -> edit.set(key, value));
    }

    /** Takes a key away, with all that is below it. A key that is not there is none to take away. */
    public static Parsed<Edited> remove(String path, String text, KeyPath key) {
        return of(path, text).then(edit -> edit.remove(key));
    }

    private static Parsed<DocumentEdit> of(String path, String text) {
        if (text.isBlank() && DocumentFormat.ofFileName(path).equals(Optional.of(DocumentFormat.JSON))) {
            return of(path, "{}\n");
        }
        return DocumentReader.read(path, text.getBytes(UTF_8))
                .then(tree -> Parsed.valid(
                        new DocumentEdit(path, DocumentFormat.ofFileName(path).orElseThrow(), text, tree.root())));
    }

    private Parsed<Edited> set(KeyPath key, ConfigNode value) {
        ConfigNode written = value;
        if (!format.typed()) {
            if (!(value instanceof ConfigScalar scalar) || scalar.isNull()) {
                return fault(key, "takes a single value in this document, which knows neither lists nor null");
            }
            written = new ConfigScalar(ConfigScalar.Type.UNTYPED, scalar.text(), scalar.position());
        }
        try {
            ConfigObject after = TreeChange.put(before, key, written);
            return finish(key, after, format.typed() ? yaml().set(key, written) : lines().set(key, written));
        } catch (IllegalArgumentException e) {
            return fault(key, e.getMessage());
        }
    }

    private Parsed<Edited> remove(KeyPath key) {
        if (ConfigTree.find(before, key).isEmpty()) {
            return Parsed.valid(new Edited(text, true));
        }
        try {
            return finish(
                    key, TreeChange.remove(before, key), format.typed() ? yaml().remove(key) : lines().remove(key));
        } catch (IllegalArgumentException e) {
            return fault(key, e.getMessage());
        }
    }

    private Parsed<Edited> finish(KeyPath key, ConfigObject after, Optional<String> inPlace) {
        if (after.sameAs(before)) {
            return Parsed.valid(new Edited(text, true));
        }
        Optional<String> edited = inPlace.filter(candidate -> says(candidate, after));
        if (edited.isPresent()) {
            return Parsed.valid(new Edited(edited.get(), true));
        }
        return anew(after)
                .filter(candidate -> says(candidate, after))
                .map(candidate -> Parsed.valid(new Edited(candidate, false)))
                .orElseGet(() -> fault(key, "cannot be changed here by a program; edit the document"));
    }

    private boolean says(String candidate, ConfigObject wanted) {
        return DocumentReader.read(path, candidate.getBytes(UTF_8))
                .toOptional()
                .filter(tree -> tree.root().sameAs(wanted))
                .isPresent();
    }

    private Optional<String> anew(ConfigObject config) {
        return switch (format) {
            case YAML -> Optional.of(YamlWriter.write(config));
            case JSON -> Optional.of(JsonWriter.write(config));
            case PROPERTIES -> Optional.of(PropertiesWriter.write(config));
            case DOTENV ->
                ConfigRenderer.render(config, RenderFormat.ENV, RenderOptions.named("env"))
                        .toOptional();
        };
    }

    private YamlText yaml() {
        return new YamlText(text, format == DocumentFormat.JSON);
    }

    private LineText lines() {
        return new LineText(text, before, format);
    }

    private Parsed<Edited> fault(KeyPath key, String message) {
        return Parsed.refused(new Fault(path, 0, 0, key.toString(), message));
    }
}
