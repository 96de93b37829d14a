/** What the HTTP API shows of an application's backups. */
@NullMarked
package io.slipway.events.backup.view;

import org.jspecify.annotations.NullMarked;
