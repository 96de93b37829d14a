/** How topics are read whole. */
@NullMarked
package io.slipway.kit.kafka;

import org.jspecify.annotations.NullMarked;
