/** What the HTTP edge promises. */
@NullMarked
package io.slipway.kit.http;

import org.jspecify.annotations.NullMarked;
