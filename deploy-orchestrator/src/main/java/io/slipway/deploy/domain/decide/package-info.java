/** What commands, reports and the passing of time lead to. */
@NullMarked
package io.slipway.deploy.domain.decide;

import org.jspecify.annotations.NullMarked;
