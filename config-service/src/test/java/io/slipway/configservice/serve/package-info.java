@NullMarked
package io.slipway.configservice.serve;

import org.jspecify.annotations.NullMarked;
