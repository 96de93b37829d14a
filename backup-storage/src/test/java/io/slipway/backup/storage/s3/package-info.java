/** A bucket of Amazon S3, or of whatever speaks its protocol. */
@NullMarked
package io.slipway.backup.storage.s3;

import org.jspecify.annotations.NullMarked;
