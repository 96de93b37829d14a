package io.slipway.kit.aggregate;

import org.jspecify.annotations.Nullable;

import io.slipway.events.Envelope;
import io.slipway.events.Topic;

/**
 * One record to be written.
 *
 * @param envelope the content; null deletes the key of a compacted topic
 */
public record Outbound(Topic topic, String key, @Nullable Envelope<?> envelope) {}
