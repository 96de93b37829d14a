/** The process driver with real processes. */
@NullMarked
package io.slipway.deploy.rollout.process;

import org.jspecify.annotations.NullMarked;
