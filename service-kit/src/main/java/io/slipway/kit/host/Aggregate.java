package io.slipway.kit.host;

import org.jspecify.annotations.Nullable;

/** An aggregate in memory: its state, how many decisions changed it, and the trace of the newest of them. */
record Aggregate<S>(long revision, S state, @Nullable String traceparent) {}
