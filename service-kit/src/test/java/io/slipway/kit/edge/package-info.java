/** Promises of the edges: nothing is lost. */
@NullMarked
package io.slipway.kit.edge;

import org.jspecify.annotations.NullMarked;
