/** Blobs on their way into packs: compressed, encrypted, verified and uploaded beside each other, in bounded memory. */
@NullMarked
package io.slipway.backup.repository.upload;

import org.jspecify.annotations.NullMarked;
