@NullMarked
package io.slipway.configservice.keys.gcp;

import org.jspecify.annotations.NullMarked;
