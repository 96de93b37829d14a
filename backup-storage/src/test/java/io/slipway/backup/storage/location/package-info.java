/** Where a repository is, as people write it down, and how it is opened. */
@NullMarked
package io.slipway.backup.storage.location;

import org.jspecify.annotations.NullMarked;
