/** The aggregate host: deciders on Kafka Streams, exactly once. */
@NullMarked
package io.slipway.kit.streams;

import org.jspecify.annotations.NullMarked;
