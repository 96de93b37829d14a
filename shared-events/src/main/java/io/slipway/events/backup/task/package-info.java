/** What the workers of the backup-service are asked to do, and what they give back. */
@NullMarked
package io.slipway.events.backup.task;

import org.jspecify.annotations.NullMarked;
