/** A server that answers like Slipway's API, and remembers what it was asked. */
@NullMarked
package io.slipway.cli.fake;

import org.jspecify.annotations.NullMarked;
