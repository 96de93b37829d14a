/** What the events of other contexts ask of the notifications of an application. */
@NullMarked
package io.slipway.notification.observe;

import org.jspecify.annotations.NullMarked;
