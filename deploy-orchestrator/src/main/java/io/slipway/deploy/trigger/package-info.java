/** Deployments that CDEvents from outside start. */
@NullMarked
package io.slipway.deploy.trigger;

import org.jspecify.annotations.NullMarked;
