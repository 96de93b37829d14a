package io.slipway.cli.config.drift;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

import io.slipway.config.document.ConfigObject;
import io.slipway.config.document.ConfigScalar;
import io.slipway.config.document.ConfigTree;
import io.slipway.config.document.DocumentFormat;
import io.slipway.config.document.DocumentReader;
import io.slipway.config.document.KeyPath;
import io.slipway.config.layer.Sensitive;
import io.slipway.config.render.RenderFormat;
import io.slipway.config.render.RenderOptions;

/** A ConfigMap of environment variables as a manifest, as kubectl writes it. It holds no secrets. */
public record ConfigMapManifest(Path path) implements Location {
    private static final KeyPath DATA = KeyPath.parse("data");

    @Override
    public String name() {
        return path.toString();
    }

    @Override
    public List<Difference> compare(Desired desired) throws IOException {
        Map<String, String> actual = new TreeMap<>();
        manifest()
                .find(DATA)
                .filter(ConfigObject.class::isInstance)
                .map(ConfigObject.class::cast)
                .ifPresent(data -> ConfigTree.leaves(data).forEach((key, node) -> {
                    if (node instanceof ConfigScalar scalar) {
                        actual.put(key.toString(), scalar.text());
                    }
                }));
        Desired.Named all = desired.in(DocumentFormat.DOTENV);
        Map<String, String> open = all.values().entrySet().stream()
                .filter(value -> !all.secrets().contains(value.getKey()))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
        return Difference.between(new Desired.Named(open, Set.of()), actual, true, true);
    }

    @Override
    public boolean mend(Desired desired) throws IOException {
        ConfigTree before = manifest();
        @Nullable String namespace = text(before, "metadata.namespace");
        @Nullable String name = text(before, "metadata.name");
        Sensitive secret = (key, _) -> desired.secrets().contains(key.toString());
        Replacement.of(
                path,
                desired.render(
                        RenderFormat.K8S_CONFIGMAP,
                        new RenderOptions(name == null ? desired.application() : name, namespace, secret)));
        return true;
    }

    private ConfigTree manifest() throws IOException {
        ConfigTree tree = DocumentReader.read(path.toString(), DocumentFormat.YAML, Files.readAllBytes(path))
                .toOptional()
                .filter(read -> "ConfigMap".equals(text(read, "kind")))
                .orElseThrow(() -> new IllegalArgumentException(path + " is no manifest of a ConfigMap"));
        return tree;
    }

    private static @Nullable String text(ConfigTree tree, String key) {
        return tree.find(KeyPath.parse(key))
                .filter(ConfigScalar.class::isInstance)
                .map(node -> ((ConfigScalar) node).text())
                .orElse(null);
    }
}
