/** What every channel has in common: its settings, what it can do, and how that fails. */
@NullMarked
package io.slipway.notification.channel;

import org.jspecify.annotations.NullMarked;
