@NullMarked
package io.slipway.config.flag;

import org.jspecify.annotations.NullMarked;
