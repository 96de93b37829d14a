/** The aggregate host: runs deciders on Kafka, exactly once. */
@NullMarked
package io.slipway.kit.host;

import org.jspecify.annotations.NullMarked;
