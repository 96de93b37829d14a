/** Leased tasks: what a worker implements, and what runs it. */
@NullMarked
package io.slipway.kit.task;

import org.jspecify.annotations.NullMarked;
