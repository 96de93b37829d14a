/** What {@code slipway.yaml} says of an application's backups. */
@NullMarked
package io.slipway.events.backup.policy;

import org.jspecify.annotations.NullMarked;
