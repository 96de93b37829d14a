/** The HTTP API of the configuration context. */
@NullMarked
package io.slipway.configservice.http;

import org.jspecify.annotations.NullMarked;
