/** Workers that evaluate gates that look outside. */
@NullMarked
package io.slipway.deploy.gatecheck;

import org.jspecify.annotations.NullMarked;
