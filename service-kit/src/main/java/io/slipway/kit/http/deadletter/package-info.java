/** Dead letters over HTTP. */
@NullMarked
package io.slipway.kit.http.deadletter;

import org.jspecify.annotations.NullMarked;
