/** The documents of the notification context. */
@NullMarked
package io.slipway.events.notification.view;

import org.jspecify.annotations.NullMarked;
