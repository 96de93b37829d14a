/** Speaks to the HTTP API. */
@NullMarked
package io.slipway.cli.api;

import org.jspecify.annotations.NullMarked;
