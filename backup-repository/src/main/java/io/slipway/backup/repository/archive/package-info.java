/** Keeping old data in a cheaper class of storage, and getting it back from there. */
@NullMarked
package io.slipway.backup.repository.archive;

import org.jspecify.annotations.NullMarked;
