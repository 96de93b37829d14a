/** Follows deployments until they have ended. */
@NullMarked
package io.slipway.cli.progress;

import org.jspecify.annotations.NullMarked;
