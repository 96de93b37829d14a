/** What every rollout driver's measurements promise. */
@NullMarked
package io.slipway.deploy.rollout;

import org.jspecify.annotations.NullMarked;
