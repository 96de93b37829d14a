@NullMarked
package io.slipway.configservice.watch;

import org.jspecify.annotations.NullMarked;
