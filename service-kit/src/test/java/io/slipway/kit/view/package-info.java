/** Tests of the package of the same name. */
@NullMarked
package io.slipway.kit.view;

import org.jspecify.annotations.NullMarked;
