/** Trees of files on a disk: into a repository and back. */
@NullMarked
package io.slipway.backup.files;

import org.jspecify.annotations.NullMarked;
