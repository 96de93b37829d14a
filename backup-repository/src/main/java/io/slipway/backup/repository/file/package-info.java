/** The files of a repository that are not packs, and how they are sealed. */
@NullMarked
package io.slipway.backup.repository.file;

import org.jspecify.annotations.NullMarked;
