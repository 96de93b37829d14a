/** What is known of an application's notifications, and what each event makes of it. */
@NullMarked
package io.slipway.notification.domain.state;

import org.jspecify.annotations.NullMarked;
