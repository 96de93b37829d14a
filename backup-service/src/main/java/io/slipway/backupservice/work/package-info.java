/** What the workers do: backups, verifications, drills, restores, prunes and repairs. */
@NullMarked
package io.slipway.backupservice.work;

import org.jspecify.annotations.NullMarked;
