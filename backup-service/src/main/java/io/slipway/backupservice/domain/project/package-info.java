/** What follows from the events of backups: tasks, documents, alerts, audit entries. */
@NullMarked
package io.slipway.backupservice.domain.project;

import org.jspecify.annotations.NullMarked;
