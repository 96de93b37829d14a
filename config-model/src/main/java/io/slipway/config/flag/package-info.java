/** Feature flags as configuration says them, and what somebody gets of them. Pure. */
@NullMarked
package io.slipway.config.flag;

import org.jspecify.annotations.NullMarked;
