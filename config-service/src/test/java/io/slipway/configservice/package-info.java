@NullMarked
package io.slipway.configservice;

import org.jspecify.annotations.NullMarked;
