/** A repository in restic's format, opened and used. */
@NullMarked
package io.slipway.backup.restic;

import org.jspecify.annotations.NullMarked;
