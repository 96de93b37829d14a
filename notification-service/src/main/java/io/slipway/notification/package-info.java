/** Tells channels of what deployments do: once, in order, however long a target is down. */
@NullMarked
package io.slipway.notification;

import org.jspecify.annotations.NullMarked;
