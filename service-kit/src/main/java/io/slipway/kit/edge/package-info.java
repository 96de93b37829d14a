/** The edges of a service: Spring Cloud Stream bindings that lose nothing, and guarded calls to what is outside. */
@NullMarked
package io.slipway.kit.edge;

import org.jspecify.annotations.NullMarked;
