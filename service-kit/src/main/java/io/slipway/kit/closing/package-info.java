/** When an environment takes nothing new: freeze windows, and lines that people stopped. Pure. */
@NullMarked
package io.slipway.kit.closing;

import org.jspecify.annotations.NullMarked;
