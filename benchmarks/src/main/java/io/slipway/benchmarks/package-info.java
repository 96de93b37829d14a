/** How fast Slipway is, each figure beside what the broker alone does in the same run. */
@NullMarked
package io.slipway.benchmarks;

import org.jspecify.annotations.NullMarked;
