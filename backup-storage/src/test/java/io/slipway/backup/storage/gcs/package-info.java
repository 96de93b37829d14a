/** A bucket of Google Cloud Storage, over its JSON API. */
@NullMarked
package io.slipway.backup.storage.gcs;

import org.jspecify.annotations.NullMarked;
