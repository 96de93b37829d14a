/** Tells Slack by incoming webhook. */
@NullMarked
package io.slipway.notification.slack;

import org.jspecify.annotations.NullMarked;
