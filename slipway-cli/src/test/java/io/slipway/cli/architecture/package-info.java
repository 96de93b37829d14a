/** What the code of the module promises about its own shape. */
@NullMarked
package io.slipway.cli.architecture;

import org.jspecify.annotations.NullMarked;
