/** What the code of every module promises about its own shape. */
@NullMarked
package io.slipway.kit.architecture;

import org.jspecify.annotations.NullMarked;
