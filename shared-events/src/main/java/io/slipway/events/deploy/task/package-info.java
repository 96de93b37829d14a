/** Inputs and outputs of the deploy context's task types: what a worker, ours or another's, gets and gives. */
@NullMarked
package io.slipway.events.deploy.task;

import org.jspecify.annotations.NullMarked;
