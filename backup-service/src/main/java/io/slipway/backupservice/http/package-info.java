/** The HTTP API of the backups. */
@NullMarked
package io.slipway.backupservice.http;

import org.jspecify.annotations.NullMarked;
