/** Tests of the package of the same name. */
@NullMarked
package io.slipway.kit.topics;

import org.jspecify.annotations.NullMarked;
