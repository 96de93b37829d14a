package io.slipway.config.layer;

import io.slipway.config.document.ConfigNode;
import io.slipway.config.document.KeyPath;
import io.slipway.config.document.Position;

/**
 * Where a value was set.
 *
 * @param key   the key that was set there: the one asked for, or one above it that holds a single value, a list or {@code null}
 * @param value what was set
 * @param at    document, line and column of the value
 */
public record Origin(LayerPath layer, KeyPath key, ConfigNode value, Position at) {}
