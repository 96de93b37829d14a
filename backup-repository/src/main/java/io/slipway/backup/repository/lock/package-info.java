/** Locks in the repository, as restic has them: many may write at a time, or one may remove. */
@NullMarked
package io.slipway.backup.repository.lock;

import org.jspecify.annotations.NullMarked;
