/** Sends commands to deciders and hears their replies. */
@NullMarked
package io.slipway.kit.command;

import org.jspecify.annotations.NullMarked;
