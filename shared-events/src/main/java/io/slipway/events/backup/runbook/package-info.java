/** The runbook of an application: how what is backed up comes back after a total loss. */
@NullMarked
package io.slipway.events.backup.runbook;

import org.jspecify.annotations.NullMarked;
