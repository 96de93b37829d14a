/** Making room beside running backups: what no snapshot needs is marked, stays for a grace time, and goes. */
@NullMarked
package io.slipway.backup.repository.prune;

import org.jspecify.annotations.NullMarked;
