/** Packs: many blobs in a file, and a header that says which. */
@NullMarked
package io.slipway.backup.repository.pack;

import org.jspecify.annotations.NullMarked;
