/** Turns the events of the deploy context into commands to the notifications of an application. */
@NullMarked
package io.slipway.notification.observe;

import org.jspecify.annotations.NullMarked;
