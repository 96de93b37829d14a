package io.slipway.config.exchange;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;

import io.slipway.config.document.ConfigNode;
import io.slipway.config.document.ConfigObject;
import io.slipway.config.document.ConfigScalar;
import io.slipway.config.document.ConfigTree;
import io.slipway.config.document.DocumentFormat;
import io.slipway.config.document.DocumentReader;
import io.slipway.config.document.Fault;
import io.slipway.config.document.KeyPath;
import io.slipway.config.document.Parsed;
import io.slipway.config.document.Position;
import io.slipway.config.layer.ConfigDocument;
import io.slipway.config.layer.ConfigSource;
import io.slipway.config.layer.LayerPath;
import io.slipway.config.render.PropertiesWriter;
import io.slipway.config.render.YamlWriter;

import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * A Kubernetes ConfigMap: entries named like files are documents, the others are values, which are kept in the document
 * {@value #VALUES}.
 */
public final class ConfigMapFile {
    /** The document that holds the entries that are no files. */
    public static final String VALUES = "configmap.properties";

    private static final KeyPath DATA = KeyPath.parse("data");

    private ConfigMapFile() {}

    /**
     * Takes a manifest over.
     *
     * @param file  its name, which tells YAML from JSON
     * @param layer the layer its documents are for
     */
    public static Parsed<Imported> read(String file, byte[] manifest, LayerPath layer) {
        return DocumentReader.read(file, manifest).then(tree -> {
            if (!text(tree, "kind").equals("ConfigMap")
                    || !text(tree, "apiVersion").equals("v1")) {
                return Parsed.refused(Fault.of(
                        file,
                        "is no ConfigMap of apiVersion v1; the values of a Secret are to be encrypted one by one"));
            }
            Optional<ConfigNode> binary = tree.find(KeyPath.parse("binaryData"));
            return binary.isPresent()
                    ? Parsed.refused(Fault.at(binary.get().position(), "binaryData", "is no configuration"))
                    : documents(tree, layer);
        });
    }

    /** Writes the documents of one layer as a ConfigMap. */
    public static Parsed<String> write(ConfigSource source, LayerPath layer, String name) {
        SequencedMap<String, ConfigObject.Member> data = new LinkedHashMap<>();
        source.documents().values().stream()
                .filter(document -> document.layer().equals(layer))
                .forEach(document -> {
                    if (document.name().equals(VALUES)) {
                        source.tree(document.path())
                                .map(ConfigTree::flatten)
                                .ifPresent(values -> values.forEach((key, value) -> data.put(key, member(value))));
                    } else {
                        data.put(document.name(), member(new String(document.bytes(), UTF_8)));
                    }
                });
        SequencedMap<String, ConfigObject.Member> manifest = new LinkedHashMap<>();
        manifest.put("apiVersion", member("v1"));
        manifest.put("kind", member("ConfigMap"));
        manifest.put("metadata", object(Map.of("name", member(name))));
        manifest.put("data", object(data));
        String text = YamlWriter.writeLiterally(new ConfigObject(manifest, Position.NONE));
        return read(name + ".yml", text.getBytes(UTF_8), layer)
                .then(again -> same(source, again.source(), layer)
                        ? Parsed.valid(text)
                        : Parsed.refused(
                                Fault.of(layer.folder(), "has documents that a ConfigMap cannot hold side by side")));
    }

    private static Parsed<Imported> documents(ConfigTree tree, LayerPath layer) {
        List<Fault> faults = new ArrayList<>();
        List<ConfigDocument> documents = new ArrayList<>();
        SequencedMap<String, ConfigScalar> values = new LinkedHashMap<>();
        ConfigObject data = tree.find(DATA)
                .filter(ConfigObject.class::isInstance)
                .map(ConfigObject.class::cast)
                .orElse(ConfigObject.EMPTY);
        ConfigTree.leaves(data).forEach((key, node) -> {
            String name = key.toString();
            if (!(node instanceof ConfigScalar scalar) || scalar.type() != ConfigScalar.Type.STRING) {
                faults.add(Fault.at(node.position(), DATA.plus(key).toString(), "an entry is text; put it in quotes"));
            } else if (DocumentFormat.ofFileName(name).isPresent()) {
                Parsed<ConfigDocument> document =
                        ConfigDocument.of(layer, name, scalar.text().getBytes(UTF_8));
                faults.addAll(document.faults());
                document.toOptional().ifPresent(documents::add);
            } else {
                values.put(name, scalar);
            }
        });
        if (!values.isEmpty()) {
            ConfigTree.unflatten(tree.document(), values)
                    .toOptional()
                    .map(all -> PropertiesWriter.write(all.root()).getBytes(UTF_8))
                    .flatMap(bytes -> ConfigDocument.of(layer, VALUES, bytes).toOptional())
                    .ifPresent(documents::add);
        }
        return faults.isEmpty()
                ? ConfigSource.of(documents).then(source -> Parsed.valid(new Imported(source, List.of())))
                : Parsed.refused(faults);
    }

    /** Whether the layer came back byte for byte, and its values with the same keys. */
    private static boolean same(ConfigSource source, ConfigSource again, LayerPath layer) {
        List<ConfigDocument> before = source.documents().values().stream()
                .filter(document -> document.layer().equals(layer))
                .toList();
        return before.size() == again.documents().size()
                && before.stream()
                        .allMatch(document -> document.name().equals(VALUES)
                                ? source.tree(document.path())
                                        .map(ConfigTree::flatten)
                                        .equals(again.tree(document.path()).map(ConfigTree::flatten))
                                : document.equals(again.documents().get(document.path())));
    }

    private static String text(ConfigTree tree, String key) {
        return tree.find(KeyPath.parse(key))
                .filter(ConfigScalar.class::isInstance)
                .map(node -> ((ConfigScalar) node).text())
                .orElse("");
    }

    private static ConfigObject.Member member(String text) {
        return new ConfigObject.Member(Position.NONE, ConfigScalar.string(text));
    }

    private static ConfigObject.Member object(Map<String, ConfigObject.Member> members) {
        return new ConfigObject.Member(Position.NONE, new ConfigObject(new LinkedHashMap<>(members), Position.NONE));
    }
}
