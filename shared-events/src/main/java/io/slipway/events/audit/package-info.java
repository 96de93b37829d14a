/** Who did what, and who looked at what. */
@NullMarked
package io.slipway.events.audit;

import org.jspecify.annotations.NullMarked;
