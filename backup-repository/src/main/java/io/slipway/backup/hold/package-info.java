/** Legal holds: snapshots that nobody may forget, as tags in the repository that any program sees. */
@NullMarked
package io.slipway.backup.hold;

import org.jspecify.annotations.NullMarked;
