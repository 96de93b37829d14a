/** Tests of the package of the same name. */
@NullMarked
package io.slipway.kit.command;

import org.jspecify.annotations.NullMarked;
