/** {@code slipway config}: the configuration of applications. */
@NullMarked
package io.slipway.cli.config;

import org.jspecify.annotations.NullMarked;
