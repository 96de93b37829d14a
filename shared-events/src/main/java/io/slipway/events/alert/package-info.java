/** What somebody should look at now, whichever context it comes from. */
@NullMarked
package io.slipway.events.alert;

import org.jspecify.annotations.NullMarked;
