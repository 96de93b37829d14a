/** What is decided about backups. */
@NullMarked
package io.slipway.backupservice.domain.decide;

import org.jspecify.annotations.NullMarked;
