/** Compliance: what has to be true of every revision in force, as pass or fail with evidence. No clock: the caller says when. */
@NullMarked
package io.slipway.config.policy;

import org.jspecify.annotations.NullMarked;
