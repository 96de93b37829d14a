/** The tree of a snapshot: what restic calls nodes. */
@NullMarked
package io.slipway.backup.tree;

import org.jspecify.annotations.NullMarked;
