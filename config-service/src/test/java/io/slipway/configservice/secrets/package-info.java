@NullMarked
package io.slipway.configservice.secrets;

import org.jspecify.annotations.NullMarked;
