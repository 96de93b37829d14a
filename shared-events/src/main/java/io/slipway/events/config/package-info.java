/** The contract of the configuration context. */
@NullMarked
package io.slipway.events.config;

import org.jspecify.annotations.NullMarked;
