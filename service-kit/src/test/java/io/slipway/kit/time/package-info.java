/** Time as tests want it. */
@NullMarked
package io.slipway.kit.time;

import org.jspecify.annotations.NullMarked;
