/** Bringing what the standalone keeps back from a backup. */
@NullMarked
package io.slipway.standalone.recovery;

import org.jspecify.annotations.NullMarked;
