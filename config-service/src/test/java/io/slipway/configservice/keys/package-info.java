@NullMarked
package io.slipway.configservice.keys;

import org.jspecify.annotations.NullMarked;
