/** How far the readers of this application are behind. */
@NullMarked
package io.slipway.kit.lag;

import org.jspecify.annotations.NullMarked;
