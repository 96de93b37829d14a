/** What the notifications of an application promise. */
@NullMarked
package io.slipway.notification.domain;

import org.jspecify.annotations.NullMarked;
