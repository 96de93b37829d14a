/** The contract: envelope, message types, topics and serdes. Plain Java and a Kafka client, nothing else. */
@NullMarked
package io.slipway.events;

import org.jspecify.annotations.NullMarked;
