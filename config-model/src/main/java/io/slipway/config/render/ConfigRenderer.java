package io.slipway.config.render;

import java.util.List;

import io.slipway.config.document.ConfigObject;
import io.slipway.config.document.Fault;
import io.slipway.config.document.Parsed;

/** Writes configuration in any of the forms. The same configuration gives the same bytes. */
public final class ConfigRenderer {
    private ConfigRenderer() {}

    /** The text, which ends with a line break, or why this form cannot say it. */
    public static Parsed<String> render(ConfigObject config, RenderFormat format, RenderOptions options) {
        return switch (format) {
            case ENV -> EnvVariables.of(config).then(EnvFile::shell);
            case DOCKER_ENV -> EnvVariables.of(config).then(EnvFile::docker);
            case JSON -> Parsed.valid(JsonWriter.write(config));
            case YAML -> Parsed.valid(YamlWriter.write(config));
            case PROPERTIES -> {
                List<Fault> holes = Holes.in(config);
                yield holes.isEmpty() ? Parsed.valid(PropertiesWriter.write(config)) : Parsed.refused(holes);
            }
            case K8S_CONFIGMAP -> KubernetesManifest.configMap(config, options);
            case K8S_SECRET -> KubernetesManifest.secret(config, options);
        };
    }
}
