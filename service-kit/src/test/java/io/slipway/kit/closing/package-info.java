@NullMarked
package io.slipway.kit.closing;

import org.jspecify.annotations.NullMarked;
