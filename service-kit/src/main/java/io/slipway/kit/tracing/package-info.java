/** Trace context between Kafka records and OpenTelemetry. */
@NullMarked
package io.slipway.kit.tracing;

import org.jspecify.annotations.NullMarked;
