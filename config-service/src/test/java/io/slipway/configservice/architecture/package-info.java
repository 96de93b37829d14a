@NullMarked
package io.slipway.configservice.architecture;

import org.jspecify.annotations.NullMarked;
