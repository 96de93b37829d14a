/** An application and its pipeline as declared in slipway.yaml. */
@NullMarked
package io.slipway.events.deploy.pipeline;

import org.jspecify.annotations.NullMarked;
