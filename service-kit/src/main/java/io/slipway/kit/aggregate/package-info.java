/**
 * Deciders and what hosts them. The types of this package are pure Java; {@code io.slipway.kit.host} runs them on
 * Kafka, and nothing a decider sees says so.
 */
@NullMarked
package io.slipway.kit.aggregate;

import org.jspecify.annotations.NullMarked;
