/** Whether the kit's parts work, for the health endpoint. */
@NullMarked
package io.slipway.kit.health;

import org.jspecify.annotations.NullMarked;
