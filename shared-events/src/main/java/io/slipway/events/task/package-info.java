/** The lease protocol between a decider that hands out work and the workers that do it. */
@NullMarked
package io.slipway.events.task;

import org.jspecify.annotations.NullMarked;
