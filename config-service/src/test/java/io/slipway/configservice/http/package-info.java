@NullMarked
package io.slipway.configservice.http;

import org.jspecify.annotations.NullMarked;
