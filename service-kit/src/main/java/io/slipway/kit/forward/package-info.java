/** What one context hears of another, told to its own decider as commands. */
@NullMarked
package io.slipway.kit.forward;

import org.jspecify.annotations.NullMarked;
