/**
 * Deciders and what hosts them. The types of this package are pure Java; {@code io.slipway.kit.streams} runs them on
 * Kafka Streams, and nothing a decider sees says so.
 */
@NullMarked
package io.slipway.kit.aggregate;

import org.jspecify.annotations.NullMarked;
