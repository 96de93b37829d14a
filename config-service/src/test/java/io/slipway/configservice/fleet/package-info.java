@NullMarked
package io.slipway.configservice.fleet;

import org.jspecify.annotations.NullMarked;
