/** Events, logs and dead letters. */
@NullMarked
package io.slipway.cli.stream;

import org.jspecify.annotations.NullMarked;
