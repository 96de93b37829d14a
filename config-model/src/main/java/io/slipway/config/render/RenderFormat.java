package io.slipway.config.render;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** A form that configuration is written in for its reader. */
public enum RenderFormat {
    /** NAME=value lines for a shell, dotenv and Docker Compose, quoted where needed. */
    ENV,
    JSON,
    YAML,
    /** For {@link java.util.Properties} in any encoding: everything beyond ASCII is escaped. */
    PROPERTIES,
    /** A ConfigMap of environment variables, for {@code envFrom}; without the secrets. */
    K8S_CONFIGMAP,
    /** A Secret of environment variables, for {@code envFrom}; only the secrets. */
    K8S_SECRET,
    /** NAME=value lines for {@code docker run --env-file}, which knows no quotes. */
    DOCKER_ENV;

    /** As people write it, such as {@code k8s-configmap}. */
    public String id() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    public static Optional<RenderFormat> ofId(String id) {
        return Arrays.stream(values()).filter(format -> format.id().equals(id)).findFirst();
    }
}
