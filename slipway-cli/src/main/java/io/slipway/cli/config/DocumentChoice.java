package io.slipway.cli.config;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;

import io.slipway.config.document.ConfigTree;
import io.slipway.config.document.KeyPath;
import io.slipway.config.layer.ConfigDocument;
import io.slipway.config.layer.ConfigSource;
import io.slipway.config.layer.LayerPath;

/** Which document of a layer a key belongs into; never one that a template says, which a written one overrides. */
record DocumentChoice(ConfigSource source, LayerPath layer) {
    private static final String NEW = "application.yaml";

    /**
     * The document that sets the key, of several the one that wins; else the one that has most of the groups it is in; of
     * these the last in the order of names, because it overrides the others; else a new one.
     */
    String path(KeyPath key) {
        Comparator<ConfigDocument> closest = Comparator.comparingInt(document -> shared(document, key));
        return documents().stream()
                .max(closest.thenComparing(Comparator.naturalOrder()))
                .map(ConfigDocument::path)
                .orElse(layer.folder() + "/" + NEW);
    }

    /** Those that set a key or something below it. */
    List<String> setting(KeyPath key) {
        return documents().stream()
                .filter(document -> shared(document, key) == key.segments().size())
                .map(ConfigDocument::path)
                .toList();
    }

    private List<ConfigDocument> documents() {
        return source.documents().values().stream()
                .filter(document -> !document.isRendered() && document.layer().equals(layer))
                .sorted()
                .toList();
    }

    private int shared(ConfigDocument document, KeyPath key) {
        Optional<ConfigTree> tree = source.tree(document.path());
        KeyPath way = key;
        while (!way.isRoot()) {
            KeyPath current = way;
            if (tree.flatMap(known -> known.find(current)).isPresent()) {
                return way.segments().size();
            }
            way = way.parent();
        }
        return 0;
    }
}
