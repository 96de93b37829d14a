/** Backups: taken, shown, proven and restored, through a server or directly from their repository. */
@NullMarked
package io.slipway.cli.backup;

import org.jspecify.annotations.NullMarked;
