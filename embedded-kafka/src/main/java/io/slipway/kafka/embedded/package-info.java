/** A real Kafka broker (KRaft, one node) in this JVM, with its data in a folder. */
@NullMarked
package io.slipway.kafka.embedded;

import org.jspecify.annotations.NullMarked;
