/** Promises of dead letters and their replay. */
@NullMarked
package io.slipway.kit.deadletter;

import org.jspecify.annotations.NullMarked;
