/** The index: in which pack a blob is. */
@NullMarked
package io.slipway.backup.repository.index;

import org.jspecify.annotations.NullMarked;
