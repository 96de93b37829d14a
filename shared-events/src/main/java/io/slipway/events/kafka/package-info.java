/** Envelopes for plain Kafka producers and consumers, by the names of the serializer classes in their settings. */
@NullMarked
package io.slipway.events.kafka;

import org.jspecify.annotations.NullMarked;
