package io.slipway.cli.config.drift;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

import io.slipway.config.document.ConfigObject;
import io.slipway.config.document.ConfigScalar;
import io.slipway.config.document.ConfigTree;
import io.slipway.config.document.DocumentFormat;
import io.slipway.config.document.DocumentReader;
import io.slipway.config.document.Parsed;
import io.slipway.config.layer.Sensitive;
import io.slipway.config.render.ConfigRenderer;
import io.slipway.config.render.RenderFormat;
import io.slipway.config.render.RenderOptions;
import io.slipway.config.resolve.ReferenceText;
import io.slipway.events.json.Json;

import tools.jackson.databind.JsonNode;

import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * What an instance should have.
 *
 * @param secrets keys of the secrets, and of what has one in it
 * @param opened whether these are in the clear; else they cannot be compared
 */
public record Desired(String application, ConfigObject root, Set<String> secrets, boolean opened) {
    /**
     * @param written as they stand in the documents: it shows which of them are secrets
     * @param values what is compared; the same, or with secrets in the clear
     */
    public static Desired of(String application, Map<String, JsonNode> written, Map<String, JsonNode> values) {
        Set<String> secrets = new TreeSet<>();
        tree(application, written).leaves().forEach((key, node) -> {
            boolean marked = Sensitive.marked().test(key, node);
            if (marked || (node instanceof ConfigScalar scalar && !ReferenceText.isPlain(scalar.text()))) {
                secrets.add(key.toString());
            }
        });
        return new Desired(application, tree(application, values).root(), secrets, !written.equals(values));
    }

    /** The values by the names that they have in a form, and which of these names are secrets. */
    public record Named(Map<String, String> values, Set<String> secrets) {}

    /** As a document of a format has them: dotted keys, or the names of environment variables. */
    public Named in(DocumentFormat format) {
        if (format != DocumentFormat.DOTENV) {
            return new Named(ConfigTree.flatten(root), secrets);
        }
        Map<String, String> variables = variables(root);
        Map<String, ConfigScalar> marks = new LinkedHashMap<>();
        ConfigTree.leaves(root).forEach((key, node) -> {
            if (secrets.contains(key.toString())) {
                marks.put(key.toString(), ConfigScalar.string(""));
            }
        });
        ConfigObject hidden = ConfigTree.unflatten(application, marks).orThrow().root();
        return new Named(
                variables, marks.isEmpty() ? Set.of() : variables(hidden).keySet());
    }

    /** The text of it, or why a form cannot say it. */
    public Parsed<String> render(RenderFormat format, RenderOptions options) {
        return ConfigRenderer.render(root, format, options);
    }

    private static Map<String, String> variables(ConfigObject root) {
        String text = ConfigRenderer.render(root, RenderFormat.ENV, RenderOptions.named("env"))
                .orThrow();
        return Collections.unmodifiableMap(
                new TreeMap<>(DocumentReader.read(".env", DocumentFormat.DOTENV, text.getBytes(UTF_8))
                        .orThrow()
                        .flatten()));
    }

    private static ConfigTree tree(String application, Map<String, JsonNode> values) {
        return DocumentReader.read(application + ".json", Json.write(values)).orThrow();
    }
}
