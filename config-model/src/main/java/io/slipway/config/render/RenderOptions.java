package io.slipway.config.render;

import org.jspecify.annotations.Nullable;

import io.slipway.config.layer.Sensitive;

/**
 * What the Kubernetes forms need to know beside the values; the others ignore it.
 *
 * @param name      of the ConfigMap or Secret
 * @param namespace null to leave it to the one who applies the manifest
 * @param sensitive which values go into the Secret and not into the ConfigMap
 */
public record RenderOptions(String name, @Nullable String namespace, Sensitive sensitive) {
    public static RenderOptions named(String name) {
        return new RenderOptions(name, null, Sensitive.marked());
    }
}
