/** The oplog of a replica set, cut into slices that are kept in a repository without a gap. */
@NullMarked
package io.slipway.backup.mongodb.oplog;

import org.jspecify.annotations.NullMarked;
