/** Restores databases as they were at a point in time: a dump, and what the oplog says happened after it. */
@NullMarked
package io.slipway.backup.mongodb.pointintime;

import org.jspecify.annotations.NullMarked;
