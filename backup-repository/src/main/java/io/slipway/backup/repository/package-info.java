/** The repository: blobs, packs, index and snapshots in restic's format, version 2. */
@NullMarked
package io.slipway.backup.repository;

import org.jspecify.annotations.NullMarked;
