/** Which steps a deployment takes. */
@NullMarked
package io.slipway.deploy.domain.plan;

import org.jspecify.annotations.NullMarked;
