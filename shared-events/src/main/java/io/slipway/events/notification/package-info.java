/** Commands and events of the notification context. */
@NullMarked
package io.slipway.events.notification;

import org.jspecify.annotations.NullMarked;
