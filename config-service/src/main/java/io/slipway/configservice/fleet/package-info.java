/** What instances say of themselves: soft state of this process, of which only what differs becomes an event. */
@NullMarked
package io.slipway.configservice.fleet;

import org.jspecify.annotations.NullMarked;
