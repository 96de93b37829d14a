@NullMarked
package io.slipway.configservice.source;

import org.jspecify.annotations.NullMarked;
