package io.slipway.config.exchange;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

import io.slipway.config.document.ConfigScalar;
import io.slipway.config.document.ConfigTree;
import io.slipway.config.document.DocumentFormat;
import io.slipway.config.document.Fault;
import io.slipway.config.document.Parsed;
import io.slipway.config.layer.ConfigDocument;
import io.slipway.config.layer.ConfigSource;
import io.slipway.config.layer.LayerPath;
import io.slipway.config.layer.Target;
import io.slipway.config.render.YamlWriter;

import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * Writes what a Spring Cloud Config server reads. A document that already has a name Spring knows is taken as it is; the others
 * of a layer become documents of one file. What was written is read again, and must give every service the same.
 */
public final class SpringExport {
    private SpringExport() {}

    public static Parsed<Exported> write(ConfigSource source) {
        SortedMap<LayerPath, List<ConfigDocument>> layers = new TreeMap<>();
        source.documents().values().stream()
                .sorted()
                .forEach(document -> layers.computeIfAbsent(document.layer(), _ -> new ArrayList<>())
                        .add(document));
        List<Fault> faults = new ArrayList<>();
        SortedMap<String, byte[]> files = new TreeMap<>();
        layers.forEach((layer, documents) -> {
            if (layer.group() != null) {
                faults.add(Fault.of(layer.folder(), "Spring Cloud Config has no groups of instances"));
            } else {
                files.putAll(layer(source, layer, documents));
            }
        });
        return faults.isEmpty() ? checked(source, new FileSet(files)) : Parsed.refused(faults);
    }

    private static Map<String, byte[]> layer(ConfigSource source, LayerPath layer, List<ConfigDocument> documents) {
        SortedMap<String, byte[]> asTheyAre = new TreeMap<>();
        for (ConfigDocument document : documents) {
            place(document, source.environments()).ifPresent(path -> asTheyAre.put(path, document.bytes()));
        }
        if (asTheyAre.size() == documents.size()) {
            return asTheyAre;
        }
        String stem = stem(layer);
        if (documents.stream().allMatch(document -> document.format() == DocumentFormat.PROPERTIES)) {
            return Map.of(
                    stem + ".properties",
                    joined(documents.stream().map(SpringExport::text).toList(), "#---"));
        }
        List<String> texts =
                documents.stream().map(document -> yaml(source, document)).toList();
        return Map.of(stem + ".yml", joined(texts, "---"));
    }

    /** Where Spring reads a document of this name for just this layer. */
    private static Optional<String> place(ConfigDocument document, Set<String> environments) {
        LayerPath layer = document.layer();
        List<String> paths = new ArrayList<>(List.of(document.name()));
        if (layer.service() != null) {
            paths.add(layer.service() + "/" + document.name());
        }
        if (layer.environment() != null) {
            paths.add(layer.environment() + "/" + document.name());
        }
        return paths.stream()
                .filter(path -> SpringFile.of(path)
                        .flatMap(file -> file.layer(environments))
                        .filter(layer::equals)
                        .isPresent())
                .min(Comparator.comparingInt(paths::indexOf));
    }

    private static String stem(LayerPath layer) {
        String application = layer.service() == null ? SpringFile.APPLICATION : layer.service();
        return layer.environment() == null ? application : application + "-" + layer.environment();
    }

    private static String text(ConfigDocument document) {
        return new String(document.bytes(), UTF_8);
    }

    private static String yaml(ConfigSource source, ConfigDocument document) {
        return document.format() == DocumentFormat.YAML
                ? text(document)
                : YamlWriter.write(source.tree(document.path()).orElseThrow().root());
    }

    private static byte[] joined(List<String> texts, String mark) {
        StringBuilder file = new StringBuilder();
        for (String text : texts) {
            boolean marked = text.startsWith("---");
            file.append(file.isEmpty() || marked ? "" : mark + "\n").append(text);
            file.append(text.isEmpty() || text.endsWith("\n") ? "" : "\n");
        }
        return file.toString().getBytes(UTF_8);
    }

    private static Parsed<Exported> checked(ConfigSource source, FileSet files) {
        return SpringImport.read(files, source.environments()).then(again -> {
            List<Fault> faults = new ArrayList<>();
            source.targets().forEach((name, target) -> compare(source, again.source(), name, target, faults));
            source.services()
                    .forEach(service ->
                            compare(source, again.source(), service, new Target(null, service, null), faults));
            compare(source, again.source(), "every service", new Target(null, null, null), faults);
            return faults.isEmpty()
                    ? Parsed.valid(new Exported(files, nulls(source)))
                    : Parsed.refused(faults.stream().distinct().toList());
        });
    }

    private static void compare(
            ConfigSource source, ConfigSource again, String name, Target target, List<Fault> faults) {
        if (!source.effective(target).flatten().equals(again.effective(target).flatten())) {
            faults.add(Fault.of("", "Spring would give " + name + " something else; rename what is ambiguous"));
        }
    }

    private static List<Fault> nulls(ConfigSource source) {
        List<Fault> notes = new ArrayList<>();
        source.documents()
                .keySet()
                .forEach(path -> source.tree(path)
                        .map(ConfigTree::leaves)
                        .ifPresent(leaves -> leaves.forEach((key, value) -> {
                            if (value instanceof ConfigScalar scalar && scalar.isNull()) {
                                notes.add(Fault.at(
                                        value.position(),
                                        key.toString(),
                                        "null deletes the key here, and is the empty text to Spring"));
                            }
                        })));
        return notes;
    }
}
