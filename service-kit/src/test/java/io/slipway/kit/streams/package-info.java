/** What the aggregate host promises. */
@NullMarked
package io.slipway.kit.streams;

import org.jspecify.annotations.NullMarked;
