/** Tells any HTTP endpoint, signed. */
@NullMarked
package io.slipway.notification.webhook;

import org.jspecify.annotations.NullMarked;
