/** The gates that can be evaluated from the state and the time alone. */
@NullMarked
package io.slipway.deploy.domain.gate;

import org.jspecify.annotations.NullMarked;
