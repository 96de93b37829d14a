/** Records that could not be processed: how they are marked, found, and replayed. */
@NullMarked
package io.slipway.kit.deadletter;

import org.jspecify.annotations.NullMarked;
