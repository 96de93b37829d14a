/** The HTTP API of the notification context. */
@NullMarked
package io.slipway.notification.http;

import org.jspecify.annotations.NullMarked;
