/** What the configuration context hears of deployments and of service levels. */
@NullMarked
package io.slipway.configservice.observe;

import org.jspecify.annotations.NullMarked;
