/** Commands and events of the deploy context. */
@NullMarked
package io.slipway.events.deploy;

import org.jspecify.annotations.NullMarked;
