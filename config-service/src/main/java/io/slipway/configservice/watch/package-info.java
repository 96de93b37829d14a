/** Tells watchers what their configuration becomes, in order and without a thread for each of them. */
@NullMarked
package io.slipway.configservice.watch;

import org.jspecify.annotations.NullMarked;
