/** What every rollout driver does, whatever it drives. */
@NullMarked
package io.slipway.deploy.rollout;

import org.jspecify.annotations.NullMarked;
