package io.slipway.config.layer;

import java.util.List;

import io.slipway.config.document.ConfigNode;

/**
 * A value in force, with the answer to "why is this 30?".
 *
 * @param value      a scalar, or a list or object with nothing in it
 * @param origin     the topmost layer that sets it
 * @param overridden what the layers below say about the same key, the highest first
 */
public record EffectiveValue(ConfigNode value, Origin origin, List<Origin> overridden) {
    public EffectiveValue {
        overridden = List.copyOf(overridden);
    }
}
