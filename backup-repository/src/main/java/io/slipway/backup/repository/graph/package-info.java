/** What snapshots need: trees, and the blobs that they name. */
@NullMarked
package io.slipway.backup.repository.graph;

import org.jspecify.annotations.NullMarked;
