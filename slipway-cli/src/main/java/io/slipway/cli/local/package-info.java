/** Slipway on this host: up, down and the demo. */
@NullMarked
package io.slipway.cli.local;

import org.jspecify.annotations.NullMarked;
