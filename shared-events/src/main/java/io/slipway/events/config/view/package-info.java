/** The documents of the configuration context. */
@NullMarked
package io.slipway.events.config.view;

import org.jspecify.annotations.NullMarked;
