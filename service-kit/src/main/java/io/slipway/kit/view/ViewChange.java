package io.slipway.kit.view;

import org.jspecify.annotations.Nullable;

import io.slipway.events.Document;

/**
 * A document that is new, changed or gone.
 *
 * @param document null when it is gone
 */
public record ViewChange(String key, @Nullable Document document) {}
