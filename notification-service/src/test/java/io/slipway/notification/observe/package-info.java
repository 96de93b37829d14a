/** Tests of what becomes of the events that are read. */
@NullMarked
package io.slipway.notification.observe;

import org.jspecify.annotations.NullMarked;
