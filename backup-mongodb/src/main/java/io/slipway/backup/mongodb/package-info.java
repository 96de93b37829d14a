/** Dumps, oplog slices and restores of MongoDB. */
@NullMarked
package io.slipway.backup.mongodb;

import org.jspecify.annotations.NullMarked;
