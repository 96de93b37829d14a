/** What is remembered of an application's backups, and how events change it. */
@NullMarked
package io.slipway.backupservice.domain.state;

import org.jspecify.annotations.NullMarked;
