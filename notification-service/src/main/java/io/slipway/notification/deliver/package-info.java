/** The worker's side of a delivery: permission, guard, call. */
@NullMarked
package io.slipway.notification.deliver;

import org.jspecify.annotations.NullMarked;
