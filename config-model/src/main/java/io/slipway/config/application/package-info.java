/** The configuration of one application as a whole: its documents in layers, and what it declares of its environments. */
@NullMarked
package io.slipway.config.application;

import org.jspecify.annotations.NullMarked;
