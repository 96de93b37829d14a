/** What the deploy context hears of the configuration. */
@NullMarked
package io.slipway.deploy.config;

import org.jspecify.annotations.NullMarked;
