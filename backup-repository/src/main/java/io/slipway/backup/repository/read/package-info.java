/** Blobs out of packs. */
@NullMarked
package io.slipway.backup.repository.read;

import org.jspecify.annotations.NullMarked;
