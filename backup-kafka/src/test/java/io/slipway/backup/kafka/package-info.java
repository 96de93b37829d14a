/** Exports and imports on real brokers. */
@NullMarked
package io.slipway.backup.kafka;

import org.jspecify.annotations.NullMarked;
