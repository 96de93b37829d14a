/** The archive format of mongodump: one stream with all collections, their options, indexes and checksums. */
@NullMarked
package io.slipway.backup.mongodb.archive;

import org.jspecify.annotations.NullMarked;
