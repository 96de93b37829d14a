package io.slipway.config.layer;

import io.slipway.config.document.ConfigTree;

/** What one document says for one layer. */
public record Layer(LayerPath path, ConfigTree tree) {}
