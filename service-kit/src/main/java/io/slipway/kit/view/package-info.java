/** The documents of the views topics in memory, for queries and live streams. */
@NullMarked
package io.slipway.kit.view;

import org.jspecify.annotations.NullMarked;
