/** Promises of the worker runtime. */
@NullMarked
package io.slipway.kit.worker;

import org.jspecify.annotations.NullMarked;
