/** What the aggregate host promises. */
@NullMarked
package io.slipway.kit.host;

import org.jspecify.annotations.NullMarked;
