package io.slipway.config.render;

import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.SequencedMap;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Pattern;

import io.slipway.config.document.ConfigNode;
import io.slipway.config.document.ConfigObject;
import io.slipway.config.document.ConfigScalar;
import io.slipway.config.document.Fault;
import io.slipway.config.document.Parsed;
import io.slipway.config.document.Position;

import static java.nio.charset.StandardCharsets.UTF_8;

/** Writes ConfigMaps and Secrets of environment variables. */
final class KubernetesManifest {
    /** What an API server takes for all values together, in bytes. */
    private static final int LARGEST = 1024 * 1024;

    /** RFC 1123 subdomains, of which a namespace is one label. */
    private static final Pattern NAME =
            Pattern.compile("(?=.{1,253}$)[a-z0-9]([a-z0-9-]*[a-z0-9])?(\\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*");

    private static final Pattern NAMESPACE = Pattern.compile("[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?");

    private KubernetesManifest() {}

    static Parsed<String> configMap(ConfigObject config, RenderOptions options) {
        return EnvVariables.of(config)
                .then(all -> manifest(
                        "ConfigMap",
                        options,
                        all,
                        variable -> !options.sensitive().test(variable.key(), variable.node()),
                        value -> value));
    }

    static Parsed<String> secret(ConfigObject config, RenderOptions options) {
        return EnvVariables.of(config)
                .then(all -> manifest(
                        "Secret",
                        options,
                        all,
                        variable -> options.sensitive().test(variable.key(), variable.node()),
                        value -> Base64.getEncoder().encodeToString(value.getBytes(UTF_8))));
    }

    private static Parsed<String> manifest(
            String kind,
            RenderOptions options,
            EnvVariables all,
            Predicate<EnvVariables.Variable> filter,
            Function<String, String> encoding) {
        if (!NAME.matcher(options.name()).matches()) {
            return Parsed.refused(Fault.of("", "a " + kind + " has no name like '" + options.name() + "'"));
        }
        if (options.namespace() != null
                && !NAMESPACE.matcher(options.namespace()).matches()) {
            return Parsed.refused(Fault.of("", "a namespace has no name like '" + options.namespace() + "'"));
        }
        SequencedMap<String, ConfigObject.Member> data = new LinkedHashMap<>();
        long size = 0;
        for (EnvVariables.Variable variable : all.variables().values()) {
            if (filter.test(variable)) {
                size += variable.name().length() + variable.value().getBytes(UTF_8).length;
                data.put(variable.name(), text(encoding.apply(variable.value())));
            }
        }
        if (size > LARGEST) {
            return Parsed.refused(
                    Fault.of("", "a " + kind + " has at most " + LARGEST + " bytes, and this one would have " + size));
        }
        SequencedMap<String, ConfigObject.Member> manifest = new LinkedHashMap<>();
        manifest.put("apiVersion", text("v1"));
        manifest.put("kind", text(kind));
        manifest.put("metadata", member(metadata(options)));
        if (kind.equals("Secret")) {
            manifest.put("type", text("Opaque"));
        }
        manifest.put("data", member(new ConfigObject(data, Position.NONE)));
        return Parsed.valid(YamlWriter.write(new ConfigObject(manifest, Position.NONE)));
    }

    private static ConfigObject metadata(RenderOptions options) {
        SequencedMap<String, ConfigObject.Member> metadata = new LinkedHashMap<>();
        metadata.put("name", text(options.name()));
        if (options.namespace() != null) {
            metadata.put("namespace", text(options.namespace()));
        }
        return new ConfigObject(metadata, Position.NONE);
    }

    private static ConfigObject.Member text(String text) {
        return member(ConfigScalar.string(text));
    }

    private static ConfigObject.Member member(ConfigNode node) {
        return new ConfigObject.Member(Position.NONE, node);
    }
}
