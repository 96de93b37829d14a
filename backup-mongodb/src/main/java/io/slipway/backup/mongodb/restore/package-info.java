/** Puts snapshots back: whole or in part, here or elsewhere, checked before and compared after. */
@NullMarked
package io.slipway.backup.mongodb.restore;

import org.jspecify.annotations.NullMarked;
