/** A folder on another host, over SFTP. */
@NullMarked
package io.slipway.backup.storage.sftp;

import org.jspecify.annotations.NullMarked;
