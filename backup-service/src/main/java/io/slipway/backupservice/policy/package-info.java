/** Reads what {@code slipway.yaml} says of backups. */
@NullMarked
package io.slipway.backupservice.policy;

import org.jspecify.annotations.NullMarked;
