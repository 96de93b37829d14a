/** What a delivery promises against real HTTP. */
@NullMarked
package io.slipway.notification.deliver;

import org.jspecify.annotations.NullMarked;
