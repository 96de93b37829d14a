/** What becomes of each command. Pure. */
@NullMarked
package io.slipway.configservice.domain.decide;

import org.jspecify.annotations.NullMarked;
