/** What commands, workers' reports and the passing of time lead to. */
@NullMarked
package io.slipway.notification.domain.decide;

import org.jspecify.annotations.NullMarked;
