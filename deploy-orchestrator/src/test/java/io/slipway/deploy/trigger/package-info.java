/** Which events from outside start which deployments. */
@NullMarked
package io.slipway.deploy.trigger;

import org.jspecify.annotations.NullMarked;
